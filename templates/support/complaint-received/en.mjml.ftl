<mjml>
  <mj-head>
    <mj-title>[${ticket.number}] [#if ticket.level > 1]We are looking at it again[#else]We have your complaint[/#if]</mj-title>
    <mj-preview>[#if ticket.firstAnswerBy??]You will hear from us by ${ticket.firstAnswerBy?string("EEEE, d MMMM, HH:mm")}.[#else]You will hear from us soon.[/#if]</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>[#if ticket.level > 1]We are looking at it again[#else]We have your complaint[/#if]</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-en.mjml" />
        <mj-text>
          [#if ticket.level > 1]
          <p>Thank you for telling us plainly that our solution has not helped you. It is up to us
            to put that right, and we are sorry that it takes another try.</p>
          <p>Your complaint is open again and now goes before others. Whoever takes it on has the
            whole story in front of them: you need not explain anything twice.</p>
          [#else]
          <p>Thank you for telling us. We are sorry that
            [#switch ticket.topic!""]
              [#on "product"]something you bought from us has let you down, and
              [#on "delivery"]a delivery from us did not go as it should, and
              [#on "billing"]there is trouble with a bill of ours, and
              [#on "service"]we did not look after you as we should, and
              [#default]we have given you reason to complain, and
            [/#switch] we will look into it with care.</p>
          [/#if]
        </mj-text>
        <mj-text css-class="note" mj-class="note">
          <p>Your number: <strong>${ticket.number}</strong>
            [#if ticket.firstAnswerBy??]<br />You will hear from us by
            <strong>${ticket.firstAnswerBy?string("EEEE, d MMMM, HH:mm")}</strong>[/#if]</p>
        </mj-text>
        <mj-text padding-top="18px">
          <p>If there is anything you would like to add, just reply to this message.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-en.mjml" />
    <mj-include path="../letter/withdraw-en.mjml" />
    <mj-include path="../../messaging/letter/footer-en.mjml" />
  </mj-body>
</mjml>
