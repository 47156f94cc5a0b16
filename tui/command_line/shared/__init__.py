"""What the commands share: finding what is named, printing, refusing."""
