using Microsoft.Extensions.Logging;

namespace Gudok.Access;

/// <summary>The ways by which alerts are sent, as the settings name them.</summary>
public static class AlertPosts
{
    /// <summary>Opens the ways.</summary>
    /// <exception cref="AccessException">GDK-7303: a secret cannot be read.</exception>
    public static IReadOnlyList<AlertPost> Open(AlertOptions options, TimeProvider clock, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        // Secrets first: nothing runs yet if one is missing.
        var secret = options.Webhook.Length > 0 ? ReadSecret(options.WebhookSecretFile) : null;
        var password = options is { MailServer.Length: > 0, MailPasswordFile.Length: > 0 } ? ReadSecret(options.MailPasswordFile) : null;
        var posts = new List<AlertPost>();
        if (secret is not null) posts.Add(new AlertWebhook(new Uri(options.Webhook), System.Text.Encoding.UTF8.GetBytes(secret), options.RetryFor, clock, logger));
        if (options.MailServer.Length > 0) posts.Add(new AlertMail(options, password, clock, logger));
        return posts;
    }

    private static string ReadSecret(string path) => SecretFile.Read(path, AccessFaults.AlertSecretMissing);
}
