using System.Globalization;
using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>What each member of an amendment should be.</summary>
internal static class AmendCheck
{
    private const int MostText = 256;
    private const int MostNote = 4_000;
    private const string Words = "text of up to 256 characters without control characters and without a telephone number";

    /// <summary>The first member that is wrong, null if none is.</summary>
    public static AmendAnswer.Wrong? FirstWrong(AmendRequest request, RecordId id)
    {
        if (!IsWords(request.Service)) return new("service", Words);
        if (!IsWords(request.Topic)) return new("topic", Words);
        if (request.Kind is { Length: > 0 } kind && !HandlingWords.Kinds.Contains(kind)) return new("kind", OneOf(HandlingWords.Kinds));
        if (request.Application is { } application && !IsText(application, MostText)) return new("application", "text of up to 256 characters without control characters");
        if (request.Priority is < 0 or > HandlingWords.LowestPriority)
            return new("priority", string.Create(CultureInfo.InvariantCulture, $"a number from 1 (highest) to {HandlingWords.LowestPriority}, or 0 for none"));
        if (request.Handling is { Length: > 0 } handling && !HandlingWords.Handlings.Contains(handling)) return new("handling", OneOf(HandlingWords.Handlings));
        if (request.TransferredTo is { Length: > 0 } other && (!RecordId.TryParse(other, out var to) || to == id)) return new("transferredTo", "the id of another call");
        if (request.Note is { } note && (note.Length > MostNote || note.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'))))
            return new("note", string.Create(CultureInfo.InvariantCulture, $"text of up to {MostNote} characters"));
        return null;
    }

    private static bool IsWords(string? text) => text is null || (IsText(text, MostText) && !PlainWords.HoldsNumber(text));

    private static bool IsText(string text, int most) => text.Length <= most && !text.Any(char.IsControl);

    private static string OneOf(IEnumerable<string> words) => "one of " + string.Join(", ", words.Order(StringComparer.Ordinal));
}
