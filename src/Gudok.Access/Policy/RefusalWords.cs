namespace Gudok.Access;

/// <summary>Refusals in words, for programs and the command line; pages have their own in both languages.</summary>
public static class RefusalWords
{
    /// <summary>The refusal as the journal and problems name it: <c>outOfScope</c>.</summary>
    public static string Name(Refusal refusal) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(refusal.ToString());

    /// <summary>What would help.</summary>
    public static string Help(Refusal refusal) => refusal switch
    {
        Refusal.NotSignedIn => "Sign in first.",
        Refusal.Denied => "The policy denies this to one of your roles, whatever the others may do.",
        Refusal.OwnRequest => "It is your own request: somebody else has to decide.",
        Refusal.NotInToken => "The token does not name this act: ask for a token with its scope.",
        Refusal.NoRole => "None of your roles may do this; whoever manages accounts gives roles.",
        Refusal.OutOfScope => "It belongs to another person or team; that team's supervisor may see it.",
        Refusal.NoSecondFactor => "Sign in with a second factor: without one no number is shown in full.",
        Refusal.NoRequestFile => "Name the request in writing on which this is done.",
        Refusal.NoContact => "You are in no call with this party, and the last one is too long ago; a supervisor may see it.",
        Refusal.OutOfHours => "It is granted within working hours only.",
        Refusal.QuotaUsed => "Your quota of the day is used up; it begins anew at midnight.",
        Refusal.PartTooShort => $"Give at least {NumberPart.LeastDigits} digits.",
        Refusal.NoReason => "Say why it is needed.",
    };
}
