"""Voice letters as a person's file shows them; nobody here can hear one."""
