using System.Text.Json.Serialization;
using Gudok.Numbers;

namespace Gudok.Calls;

/// <summary>A party as one reader gets it.</summary>
/// <remarks>Made by what the reader was granted, and by nothing else: see <see cref="PartySight"/>.</remarks>
public sealed record PartyView
{
    [JsonConstructor]
    internal PartyView(PartyForm form, string text)
    {
        Form = form;
        Text = text;
    }

    /// <summary>How much of it is shown.</summary>
    public PartyForm Form { get; }

    /// <summary>The text in that form; empty if withheld or erased.</summary>
    public string Text { get; }

    /// <summary>A party in the form that was granted.</summary>
    /// <param name="party">The party; default if it is erased.</param>
    /// <param name="sight">What was granted.</param>
    /// <param name="pseudonym">Makes the token that stands for it where not even a mask may be seen.</param>
    public static PartyView Of(Party party, PartySight sight, Func<string> pseudonym)
    {
        ArgumentNullException.ThrowIfNull(sight);
        ArgumentNullException.ThrowIfNull(pseudonym);
        return sight.Form switch
        {
            PartyForm.Pseudonym => new PartyView(sight.Form, pseudonym()),
            PartyForm.Mask => new PartyView(sight.Form, party.ToString()),
            PartyForm.Full => new PartyView(sight.Form, party.ToFullText()),
        };
    }
}
