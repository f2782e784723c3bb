<mjml>
  <mj-head>
    <mj-title>[${ticket.number}] Your complaint is closed</mj-title>
    <mj-preview>Thank you for telling us.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>Thank you for telling us</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-en.mjml" />
        <mj-text>
          <p>Your complaint <strong>${ticket.number}</strong> is now closed. Thank you for telling us
            what was wrong, and for your patience while we put it right. It helps us to do better, for
            you and for others.</p>
          <p>Should the trouble come back, reply to this message: we know the whole story and go on
            from there.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-en.mjml" />
    <mj-include path="../../messaging/letter/footer-en.mjml" />
  </mj-body>
</mjml>
