namespace Gudok.Access;

/// <summary>Who is told of alerts. What is alerted on stands in <c>alerts.json</c> (<c>docs/operations/alerts.md</c>).</summary>
public sealed class AlertOptions
{
    /// <summary>Address that each alert is posted to as JSON, signed: <c>https://…</c>, or <c>http://</c> on this machine. Default none.</summary>
    public string Webhook { get; set; } = "";

    /// <summary>File with the secret that posts are signed with (HMAC-SHA-256), readable by its owner only. Needed with <see cref="Webhook"/>.</summary>
    public string WebhookSecretFile { get; set; } = "";

    /// <summary>Mail server as <c>HOST:PORT</c>. Default none.</summary>
    public string MailServer { get; set; } = "";

    /// <summary>Whether the mail server must speak TLS (STARTTLS). Off only for one on this machine. Default yes.</summary>
    public bool MailTls { get; set; } = true;

    /// <summary>Sender of mail.</summary>
    public string MailFrom { get; set; } = "";

    /// <summary>Who gets mail of each alert.</summary>
    public IList<string> MailTo { get; } = [];

    /// <summary>Account at the mail server. Default none.</summary>
    public string MailUser { get; set; } = "";

    /// <summary>File with the account's password, readable by its owner only.</summary>
    public string MailPasswordFile { get; set; } = "";

    /// <summary>How long a notice is tried again before it is given up. Default 6 hours; 1 minute to 7 days.</summary>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromHours(6);

    /// <summary>What is wrong with them; nothing if nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (Webhook.Length > 0 && !IsWebhook()) yield return "Access:Alerts:Webhook: an address such as https://alerts.example.org/gudok; http only on this machine; no password in it";
        if (Webhook.Length > 0 && WebhookSecretFile.Length == 0) yield return "Access:Alerts:WebhookSecretFile: the file of the secret, as Access:Alerts:Webhook is set";
        if (MailServer.Length == 0) yield break;
        if (!TryReadServer(out _, out _)) yield return "Access:Alerts:MailServer: HOST:PORT, such as mail.example.org:587";
        if (!IsAddress(MailFrom)) yield return "Access:Alerts:MailFrom: an address of mail";
        if (MailTo.Count == 0 || !MailTo.All(IsAddress)) yield return "Access:Alerts:MailTo: addresses of mail, at least one";
        if ((MailUser.Length > 0) != (MailPasswordFile.Length > 0)) yield return "Access:Alerts:MailPasswordFile: together with Access:Alerts:MailUser, or neither";
        if (!MailTls && TryReadServer(out var host, out _) && !IsThisMachine(host)) yield return "Access:Alerts:MailTls: on, as the mail server is another machine";
    }

    internal bool TryReadServer(out string host, out int port)
    {
        var colon = MailServer.LastIndexOf(':');
        host = colon > 0 ? MailServer[..colon] : "";
        port = 0;
        return host.Length > 0 && int.TryParse(MailServer[(colon + 1)..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out port) && port is > 0 and < 65536;
    }

    private bool IsWebhook() => Uri.TryCreate(Webhook, UriKind.Absolute, out var address) && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static bool IsAddress(string text) => System.Net.Mail.MailAddress.TryCreate(text, out _);

    private static bool IsThisMachine(string host) => host == "localhost" || (System.Net.IPAddress.TryParse(host, out var address) && System.Net.IPAddress.IsLoopback(address));
}
