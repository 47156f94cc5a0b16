"""What several screens and places draw with: fields, lists, cards, the keys at the foot."""
