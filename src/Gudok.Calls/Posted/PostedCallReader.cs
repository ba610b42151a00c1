using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Reads posted calls (<c>schemas/call-post.v1.schema.json</c>) into observed ones and says what is wrong with the others.
/// Thread-safe.</summary>
/// <param name="parties">Reads the parties in the habits of the configured region.</param>
/// <param name="clock">Tells which times lie in the future.</param>
public sealed class PostedCallReader(PartyReader parties, TimeProvider clock)
{
    /// <summary>The most legs of one call.</summary>
    public const int MaxLegs = 32;

    /// <summary>The most characters of a text member.</summary>
    public const int MaxText = 256;

    /// <summary>What the source of a posted record is called.</summary>
    public const string Source = "post";

    /// <summary>Reads one JSON object.</summary>
    /// <param name="json">UTF-8, one object and nothing else.</param>
    /// <param name="call">The call, if it follows the schema.</param>
    /// <param name="fault">Else the first thing that is wrong, by the name of the member.</param>
    public bool TryRead(ReadOnlySpan<byte> json, [NotNullWhen(true)] out ObservedCall? call, [NotNullWhen(false)] out PostedFault? fault)
    {
        call = null;
        if (!TryParse(json, out var posted, out fault)) return false;
        var check = new PostedCheck(parties, Instant.Now(clock) + TimeSpan.FromDays(1));
        var observed = check.Observe(posted);
        fault = check.Fault;
        call = fault is null ? observed : null;
        return fault is null;
    }

    private static bool TryParse(
        ReadOnlySpan<byte> json, [NotNullWhen(true)] out PostedCall? posted, [NotNullWhen(false)] out PostedFault? fault)
    {
        posted = null;
        fault = null;
        try
        {
            posted = JsonSerializer.Deserialize(json, PostedJson.Default.PostedCall);
            if (posted is not null) return true;
        }
        catch (JsonException broken)
        {
            fault = Explain(broken.Path);
        }

        fault ??= new PostedFault("", PostedForms.NotJson);
        return false;
    }

    /// <summary>A name that the sender made up may hold anything, a number too: it is repeated only if it is plain letters.</summary>
    private static PostedFault Explain(string? path)
    {
        var member = path is null or "$" ? "" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "";
        if (member.Length == 0) return new PostedFault("", PostedForms.NotJson);
        if (PostedForms.Of(member) is { } form) return new PostedFault(member, form);
        var name = member[(member.LastIndexOf('.') + 1)..];
        return new PostedFault(name.Length <= 40 && name.All(char.IsAsciiLetter) ? name : "a member", PostedForms.Unknown);
    }
}
