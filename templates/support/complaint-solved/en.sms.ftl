${company.name}: our solution for your complaint ${ticket.number}.
${lines(answers.whatWeDo)}
Does this solve it for you?
Yes: ${links.accept}
No: ${links.refuse}
