<mjml>
  <mj-head>
    <mj-title>[${ticket.number}] You have withdrawn your complaint</mj-title>
    <mj-preview>There is nothing more you need to do.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>You have withdrawn your complaint</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-en.mjml" />
        <mj-text>
          <p>As you wished, we have closed your complaint <strong>${ticket.number}</strong>. There is
            nothing more you need to do.</p>
          <p>If that was a mistake, or if the trouble is still there, reply to this message. We are
            glad to take it up again.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-en.mjml" />
    <mj-include path="../../messaging/letter/footer-en.mjml" />
  </mj-body>
</mjml>
