<mjml>
  <mj-head>
    <mj-title>Herzlich willkommen[#if (customer.name)?has_content], ${customer.name}[/#if]</mj-title>
    <mj-preview>Schön, dass Sie da sind. Worauf Sie bei uns zählen können.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>Schön, dass Sie da sind</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-de.mjml" />
        <mj-text>
          [#if (events["customer.joined"].product)?has_content]
          <p>Sie haben sich für <strong>${events["customer.joined"].product}</strong> entschieden, und darüber freuen wir uns. Herzlich
            willkommen bei ${company.name}!</p>
          [#else]
          <p>Sie sind jetzt bei uns, und darüber freuen wir uns. Herzlich willkommen bei ${company.name}!</p>
          [/#if]
          [#switch customer.segment!""]
            [#on "premium"]<p>Mit Premium schenken Sie uns besonderes Vertrauen. Wir wollen es verdienen.</p>
            [#on "business"]<p>Nutzen auch Kolleginnen und Kollegen von Ihnen, was Sie gekauft haben? Dann geben Sie diesen
              Brief gern weiter: Wer uns dazu schreibt, ist willkommen.</p>
            [#on "vip"]<p>Es bedeutet uns viel, dass Sie sich für uns entschieden haben. Wir kümmern uns um Sie mit
              aller Sorgfalt, die wir haben.</p>
            [#default]
          [/#switch]
          <p>Was jetzt kommt, ist wenig: in ein paar Tagen ein Tipp für den Anfang und in einem Monat eine
            einzige Frage, nämlich wie es Ihnen geht. Dazwischen lassen wir Sie in Ruhe.</p>
          <p>Ist etwas unklar oder anders, als Sie es erwartet haben? Antworten Sie einfach auf diese
            Nachricht. Ein Mensch liest sie, und ein Mensch antwortet.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-de.mjml" />
    <mj-include path="../../messaging/letter/footer-de.mjml" />
  </mj-body>
</mjml>
