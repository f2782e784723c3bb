${company.name}: has our solution for your complaint ${ticket.number} helped?
Yes: ${links.accept}
No: ${links.refuse}
If we hear nothing within seven days, we close it.
