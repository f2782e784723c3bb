<mjml>
  <mj-head>
    <mj-title>[#if ((answers.recoveryOutcome)!"") == "notReached"]We tried to call you[#else]Thank you for talking with us[/#if]</mj-title>
    <mj-preview>[#if ((answers.recoveryOutcome)!"") == "notReached"]When would be a good time?[#else]What we agreed, in writing.[/#if]</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>[#if ((answers.recoveryOutcome)!"") == "notReached"]We tried to call you[#else]Thank you for talking with us[/#if]</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-en.mjml" />
        <mj-text>
          [#if ((answers.recoveryOutcome)!"") == "notReached"]
          <p>You told us that not all is well, and we wanted to hear it from you. We could not reach you by
            phone.</p>
          <p>When would be a good time? Just reply to this message, or tell us here what happened: a person reads
            it.[#if (company.phone)?has_content] You can reach us on ${company.phone} too.[/#if]</p>
          [#else]
          <p>Thank you for the time you gave us on the phone, and for saying plainly what was wrong. It is up to us
            to make it better.</p>
          [/#if]
        </mj-text>
        <mj-raw>[#if (answers.agreed)?has_content]</mj-raw>
        <mj-text css-class="note" mj-class="note">
          <p>This is what we agreed:<br />${lines(answers.agreed)}
            [#if (answers.promisedFor!"")?matches("\\d{4}-\\d{2}-\\d{2}")]<br /><strong>You have it by
            ${answers.promisedFor?date("yyyy-MM-dd")?string("EEEE, d MMMM")} at the latest.</strong>[/#if]</p>
        </mj-text>
        <mj-raw>[/#if]</mj-raw>
        <mj-text padding-top="18px">
          <p>[#if ((answers.recoveryOutcome)!"") == "notReached"]We would like to make it good again.[#else]Is anything different from how you
            remember it? Just reply to this message.[/#if]</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-en.mjml" />
    <mj-include path="../../messaging/letter/footer-en.mjml" />
  </mj-body>
</mjml>
