<mjml>
  <mj-head>
    <mj-title>[${ticket.number}] A question about your complaint</mj-title>
    <mj-preview>A short answer helps us to get it right.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>May we ask you something?</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-en.mjml" />
        <mj-text>
          <p>We are working on your complaint <strong>${ticket.number}</strong> and want to get it
            right. For that we need one thing from you:</p>
        </mj-text>
        <mj-text css-class="note" mj-class="note">
          <p>${lines(answers.question)}</p>
        </mj-text>
        <mj-text padding-top="18px">
          <p>Just reply to this message; a short answer will do. As soon as we hear from you we go
            on. Should you be unable to answer, we go on after five days with what we know.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-en.mjml" />
    <mj-include path="../letter/withdraw-en.mjml" />
    <mj-include path="../../messaging/letter/footer-en.mjml" />
  </mj-body>
</mjml>
