"""`python -m dialer`."""

from dialer.cli import main

if __name__ == "__main__":
    main()
