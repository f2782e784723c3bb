${company.name}: Zu Ihrer Beschwerde ${ticket.number} brauchen wir noch etwas von Ihnen.
${lines(answers.question)}
Antworten Sie einfach auf diese Nachricht.
