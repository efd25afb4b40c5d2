"""The pages about cards: whom to print one for, the sheet for the printer, and a card that is lost."""
