<mjml>
  <mj-head>
    <mj-title>[${ticket.number}] [#if ticket.level > 1]Wir sehen uns die Sache noch einmal an[#else]Ihre Beschwerde ist bei uns[/#if]</mj-title>
    <mj-preview>[#if ticket.firstAnswerBy??]Sie hören von uns bis ${ticket.firstAnswerBy?string("EEEE, d. MMMM, HH:mm")} Uhr.[#else]Sie hören bald von uns.[/#if]</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>[#if ticket.level > 1]Wir sehen uns die Sache noch einmal an[#else]Ihre Beschwerde ist bei uns[/#if]</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-de.mjml" />
        <mj-text>
          [#if ticket.level > 1]
          <p>danke, dass Sie uns offen sagen, dass unsere Lösung Ihnen nicht geholfen hat. Es ist
            an uns, das in Ordnung zu bringen, und es tut uns leid, dass es einen weiteren Anlauf
            braucht.</p>
          <p>Ihre Beschwerde ist wieder offen und wird jetzt vorgezogen. Wer sie übernimmt, hat die
            ganze Vorgeschichte vor sich: Sie müssen nichts noch einmal erklären.</p>
          [#else]
          <p>danke, dass Sie uns Bescheid geben. Es tut uns leid, dass
            [#switch ticket.topic!""]
              [#on "product"]etwas, das Sie bei uns gekauft haben, Sie enttäuscht hat.
              [#on "delivery"]eine Lieferung von uns nicht so verlaufen ist, wie sie sollte.
              [#on "billing"]eine Rechnung von uns Ihnen Ärger macht.
              [#on "service"]wir uns nicht so um Sie gekümmert haben, wie es sein sollte.
              [#default]wir Ihnen Anlass zur Beschwerde gegeben haben.
            [/#switch] Wir gehen der Sache sorgfältig nach.</p>
          [/#if]
        </mj-text>
        <mj-text css-class="note" mj-class="note">
          <p>Ihre Nummer: <strong>${ticket.number}</strong>
            [#if ticket.firstAnswerBy??]<br />Sie hören von uns bis
            <strong>${ticket.firstAnswerBy?string("EEEE, d. MMMM, HH:mm")} Uhr</strong>[/#if]</p>
        </mj-text>
        <mj-text padding-top="18px">
          <p>Möchten Sie etwas ergänzen? Antworten Sie einfach auf diese Nachricht.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-de.mjml" />
    <mj-include path="../letter/withdraw-de.mjml" />
    <mj-include path="../../messaging/letter/footer-de.mjml" />
  </mj-body>
</mjml>
