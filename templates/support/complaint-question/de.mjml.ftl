<mjml>
  <mj-head>
    <mj-title>[${ticket.number}] Eine Frage zu Ihrer Beschwerde</mj-title>
    <mj-preview>Eine kurze Antwort hilft uns, es richtig zu machen.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>Dürfen wir Sie etwas fragen?</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-de.mjml" />
        <mj-text>
          <p>wir arbeiten an Ihrer Beschwerde <strong>${ticket.number}</strong> und möchten es
            richtig machen. Dafür brauchen wir noch etwas von Ihnen:</p>
        </mj-text>
        <mj-text css-class="note" mj-class="note">
          <p>${lines(answers.question)}</p>
        </mj-text>
        <mj-text padding-top="18px">
          <p>Antworten Sie einfach auf diese Nachricht, ein kurzer Satz genügt. Sobald wir von
            Ihnen hören, geht es weiter. Können Sie nicht antworten, machen wir nach fünf Tagen mit
            dem weiter, was wir wissen.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-de.mjml" />
    <mj-include path="../letter/withdraw-de.mjml" />
    <mj-include path="../../messaging/letter/footer-de.mjml" />
  </mj-body>
</mjml>
