${company.name}: Danke, dass Sie uns geschrieben haben.
[#-- Eine SMS hat ein Ende; das Ganze steht in der Geschichte, und man kann nachfragen. --]
${answers.ourAnswer?truncate(1400)}
