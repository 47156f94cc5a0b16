"""The app: what holds the screens together and works on every one of them."""
