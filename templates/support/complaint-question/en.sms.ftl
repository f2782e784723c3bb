${company.name}: to get your complaint ${ticket.number} right we need one thing from you.
${lines(answers.question)}
Just answer this message.
