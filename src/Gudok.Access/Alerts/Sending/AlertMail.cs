using System.Globalization;
using System.Net;
using System.Net.Mail;
using Microsoft.Extensions.Logging;

namespace Gudok.Access;

/// <summary>Sends alerts by mail: which rule, how many, when. Names and reasons stay in the journal.</summary>
public sealed class AlertMail : AlertPost
{
    private readonly AlertOptions _options;
    private readonly string? _password;

    /// <summary>Names server and receivers; nothing is connected to yet.</summary>
    /// <param name="options">Valid options with a mail server.</param>
    /// <param name="password">Of the account there; null without one.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">Where failures are noted.</param>
    public AlertMail(AlertOptions options, string? password, TimeProvider clock, ILogger logger)
        : base("mail", options?.RetryFor ?? TimeSpan.Zero, clock, logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _password) = (options, password);
    }

    /// <inheritdoc />
    protected override async Task SendAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notice);
        _ = _options.TryReadServer(out var host, out var port);
        using var client = new SmtpClient(host, port) { EnableSsl = _options.MailTls };
        if (_password is not null) client.Credentials = new NetworkCredential(_options.MailUser, _password);
        using var message = new MailMessage { From = new MailAddress(_options.MailFrom), Subject = "Gudok: alert " + notice.Rule, Body = Body(notice) };
        foreach (var to in _options.MailTo) message.To.Add(to);
        try
        {
            await client.SendMailAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpException fault)
        {
            throw new IOException(fault.InnerException?.Message ?? fault.Message, fault);
        }
    }

    private static string Body(AlertNotice notice) => string.Create(CultureInfo.InvariantCulture, $"""
        Rule: {notice.Rule}
        Entries: {notice.Count} within {notice.Within:c}
        Raised: {notice.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC
        Entry of the journal: {EntryReference.Of(notice.Number)}

        Who it was and what was done stands on the page Alerts of the portal, where it is acknowledged.
        """);
}
