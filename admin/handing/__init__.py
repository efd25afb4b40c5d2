"""The pages about handing a request on: choosing and previewing, what was handed to me, the partner's narrow view."""
