using Gudok.Access;

namespace Gudok;

/// <summary>Who acts without signing in: the account of the operating system that gives a command, and the jobs of the system.</summary>
internal static class LocalActors
{
    /// <summary>Whoever gives a command at this machine. A process that owns the folder runs commands of its own account only.</summary>
    public static Actor Owner { get; } = new() { Kind = ActorKind.Owner, Id = "os:" + Environment.UserName, Name = Environment.UserName };

    /// <summary>A job that no one started.</summary>
    public static Actor Job(string name) => new() { Kind = ActorKind.System, Id = name, Name = name };

    /// <summary>An entry of the owner, done.</summary>
    public static JournalEntry Note(string act, string? reason = null, string? detail = null, params string[] objects) => new()
    {
        Actor = Owner,
        Act = act,
        Outcome = ActOutcome.Done,
        Reason = reason,
        Detail = detail,
        Objects = objects,
    };
}
