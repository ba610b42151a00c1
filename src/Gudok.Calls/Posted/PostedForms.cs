using System.Collections.Frozen;

namespace Gudok.Calls;

/// <summary>What each member of a posted call should be, in the words of the schema.</summary>
internal static class PostedForms
{
    internal const string Time = "should be an RFC 3339 time with its offset, such as 2026-11-21T09:05:07.25Z, from 1990 to one day from now";
    internal const string Status = "should be a final SIP status, a number from 200 to 699";
    internal const string Cause = "should be a Q.850 cause, a number from 1 to 127";
    internal const string Priority = "should be a number from 1 (highest) to 9";
    internal const string Flag = "should be true or false";
    internal const string Endpoint = "should be a network address and port, such as 192.0.2.1:5060 or [2001:db8::1]:5060";
    internal const string Party = "should be a number or user@host, 1 to 256 characters without control characters";
    internal const string Operator = "should be an account name and not a telephone number, 1 to 128 characters";
    internal const string Unknown = "is not a member of the schema, or is given twice";
    internal const string NotJson = "should be one JSON object by schemas/call-post.v1.schema.json";

    internal static readonly string Text = $"should be text of 1 to {PostedCallReader.MaxText} characters without control characters";
    internal static readonly string Legs = $"should be a list of 1 to {PostedCallReader.MaxLegs} legs";

    internal static readonly string Disposition = OneOf<CallDisposition>();
    internal static readonly string Direction = OneOf<CallDirection>();
    internal static readonly string End = OneOf<CallEnd>();
    internal static readonly string Transfer = OneOf<CallTransfer>();
    internal const string Kind = "should be one of enquiry, complaint, notification";
    internal const string Handling = "should be one of handled, inWork, refused";

    private static readonly FrozenDictionary<string, string> ByMember = new Dictionary<string, string>
    {
        ["sessionId"] = Text,
        ["callId"] = Text,
        ["fromTag"] = Text,
        ["toTag"] = Text,
        ["channelId"] = Text,
        ["department"] = Text,
        ["service"] = Text,
        ["topic"] = Text,
        ["application"] = Text,
        ["region"] = Text,
        ["operator"] = Operator,
        ["caller"] = Party,
        ["callee"] = Party,
        ["dialled"] = Party,
        ["withheld"] = Flag,
        ["startedAt"] = Time,
        ["ringingAt"] = Time,
        ["answeredAt"] = Time,
        ["endedAt"] = Time,
        ["disposition"] = Disposition,
        ["direction"] = Direction,
        ["endedBy"] = End,
        ["transfer"] = Transfer,
        ["sipStatus"] = Status,
        ["cause"] = Cause,
        ["priority"] = Priority,
        ["kind"] = Kind,
        ["handling"] = Handling,
        ["from"] = Endpoint,
        ["to"] = Endpoint,
        ["legs"] = Legs,
    }.ToFrozenDictionary();

    /// <summary>What a member should be, by the last name of its path; null if the schema has no such member.</summary>
    internal static string? Of(string path)
    {
        var name = path[(path.LastIndexOf('.') + 1)..];
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        return ByMember.GetValueOrDefault(bracket < 0 ? name : name[..bracket]);
    }

    private static string OneOf<T>() where T : struct, Enum => "should be one of " + string.Join(", ", Word.All<T>());
}
