${company.name}: thank you for writing to us.
[#-- a text message ends somewhere; the whole answer stands on the story, and the customer may ask. --]
${answers.ourAnswer?truncate(1400)}
