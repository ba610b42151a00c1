using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Gudok.Access;

/// <summary>The words that stand for closed sets in files, JSON and on the command line. Stored: they never change.</summary>
public static class AccessWords
{
    private static readonly FrozenDictionary<string, ActorKind> _kinds =
        Enum.GetValues<ActorKind>().ToFrozenDictionary(Word, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ActOutcome> _outcomes =
        Enum.GetValues<ActOutcome>().ToFrozenDictionary(Word, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Role> _roles = Enum.GetValues<Role>().ToFrozenDictionary(Word, StringComparer.Ordinal);

    /// <summary>The words of all outcomes.</summary>
    public static IReadOnlyList<string> Outcomes { get; } = [.. Enum.GetValues<ActOutcome>().Select(Word)];

    /// <summary>The word of a kind of actor.</summary>
    public static string Word(ActorKind kind) => kind switch
    {
        ActorKind.Person => "person",
        ActorKind.Client => "client",
        ActorKind.Owner => "owner",
        ActorKind.System => "system",
    };

    /// <summary>The word of an outcome.</summary>
    public static string Word(ActOutcome outcome) => outcome switch
    {
        ActOutcome.Done => "done",
        ActOutcome.Refused => "refused",
        ActOutcome.Failed => "failed",
    };

    /// <summary>The word of a role.</summary>
    public static string Word(Role role) => role switch
    {
        Role.Citizen => "citizen",
        Role.Operator => "operator",
        Role.ContractorOperator => "contractorOperator",
        Role.Supervisor => "supervisor",
        Role.Analyst => "analyst",
        Role.Auditor => "auditor",
        Role.PrivacyOfficer => "privacyOfficer",
        Role.Administrator => "administrator",
        Role.ServiceClient => "serviceClient",
    };

    /// <summary>Reads a kind of actor.</summary>
    public static bool TryRead([NotNullWhen(true)] string? word, out ActorKind kind) => _kinds.TryGetValue(word ?? "", out kind);

    /// <summary>Reads an outcome.</summary>
    public static bool TryRead([NotNullWhen(true)] string? word, out ActOutcome outcome) => _outcomes.TryGetValue(word ?? "", out outcome);

    /// <summary>Reads a role.</summary>
    public static bool TryRead([NotNullWhen(true)] string? word, out Role role) => _roles.TryGetValue(word ?? "", out role);
}
