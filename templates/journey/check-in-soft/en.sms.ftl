${company.name}: not everything went well lately, and we have not forgotten it. How is it going now[#if (survey.link)?has_content]? ${survey.link}[#else]?[/#if]
