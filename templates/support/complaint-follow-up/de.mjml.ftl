<mjml>
  <mj-head>
    <mj-title>[${ticket.number}] Hat unsere Lösung geholfen?</mj-title>
    <mj-preview>Ein Klick genügt als Antwort.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>Hat unsere Lösung geholfen?</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-de.mjml" />
        <mj-text>
          <p>vor ein paar Tagen haben wir Ihnen zu Ihrer Beschwerde
            <strong>${ticket.number}</strong> geschrieben. Wir möchten sicher sein, dass jetzt alles
            gut ist.</p>
          [#if (answers.whatWeDo)?has_content]
          <p>Das haben wir Ihnen zugesagt:</p>
          [/#if]
        </mj-text>
        <mj-raw>[#if (answers.whatWeDo)?has_content]</mj-raw>
        <mj-text css-class="note" mj-class="note">
          <p>${lines(answers.whatWeDo)}</p>
        </mj-text>
        <mj-raw>[/#if]</mj-raw>
        <mj-text padding-top="18px">
          <p>Hören wir in den nächsten sieben Tagen nichts von Ihnen, nehmen wir an, dass die Sache
            geklärt ist, und schließen Ihre Beschwerde ab. Sie können sich jederzeit wieder melden.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../letter/answer-de.mjml" />
    <mj-include path="../../messaging/letter/signature-de.mjml" />
    <mj-include path="../letter/withdraw-de.mjml" />
    <mj-include path="../../messaging/letter/footer-de.mjml" />
  </mj-body>
</mjml>
