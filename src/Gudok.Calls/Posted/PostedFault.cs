namespace Gudok.Calls;

/// <summary>Why a posted call was refused. Never holds what was posted, only the name of the member and what it should be.</summary>
/// <param name="Member">Path of the member, such as <c>startedAt</c> or <c>legs[0].callId</c>; empty for the whole.</param>
/// <param name="Reason">What it should be.</param>
public sealed record PostedFault(string Member, string Reason)
{
    /// <summary>The stable code.</summary>
    public static string Code => CallsFaults.NotACall;

    /// <summary>Member and reason in one line.</summary>
    public override string ToString() => Member.Length == 0 ? Reason : $"{Member}: {Reason}";
}
