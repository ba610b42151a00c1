using System.Collections.Frozen;

namespace Gudok.Access;

/// <summary>What a rule can count: the acts of the policy, and what the journal has besides them, of accounts, programs and signing in.</summary>
internal static class JournalActs
{
    private static readonly FrozenSet<string> _besides = new[]
    {
        "account.authenticator", "account.passkey", "account.password", "account.recovery-codes",
        "client.add", "client.block", "client.keys", "client.unblock",
        "request.foreign", "request.limit",
        "session.end", "session.stolen",
        "signin.again", "signin.code", "signin.demo", "signin.external", "signin.out", "signin.passkey", "signin.password", "signin.recovery-code",
        "team.department",
        "token.issue", "token.key", "token.revoke", "token.use",
        "user.extension", "user.link", "user.password", "user.role", "user.second-factor", "user.team", "user.unblock", "user.unlink",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a word is such an act, or with a dot at its end a group of them.</summary>
    public static bool Has(string word) => word.EndsWith('.')
        ? Act.All.Any(act => act.Name.StartsWith(word, StringComparison.Ordinal)) || _besides.Any(act => act.StartsWith(word, StringComparison.Ordinal))
        : Act.TryFind(word, out _) || _besides.Contains(word);
}
