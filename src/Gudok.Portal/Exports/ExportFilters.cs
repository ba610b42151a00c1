using System.Globalization;
using Gudok.Access;
using Gudok.Disclosure;
using Gudok.Numbers;

namespace Gudok.Portal;

/// <summary>Which calls an export is of, in words, for whoever has to decide on it. A number is masked, as whoever decides may not see it whole.</summary>
internal static class ExportFilters
{
    /// <summary>Names and values of what narrows; empty if nothing does, or the export has ended.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(ExportView export, Reader reader, PartyReader parties)
    {
        if (ExportSearch.Read(export.Search) is not { } search) return [];
        var texts = reader.Texts;
        var all = new List<(string Name, string? Value)>
        {
            (texts.From, search.From is { } from ? Say.Moment(reader, from.ToString()) : null),
            (texts.To, search.To is { } to ? Say.Moment(reader, to.ToString()) : null),
            (texts.Number, search.Number is { } number ? Masked(number, search.Reach, reader, parties) : null),
            (texts.Direction, Join(search.Directions?.Select(one => Say.Direction(texts, one)))),
            (texts.Disposition, Join(search.Dispositions?.Select(one => Say.Disposition(texts, one)))),
            (texts.TalkFrom, search.MinTalkSeconds?.ToString(CultureInfo.InvariantCulture)),
            (texts.TalkTo, search.MaxTalkSeconds?.ToString(CultureInfo.InvariantCulture)),
            (texts.Kind, Join(search.Kinds?.Select(one => Say.Kind(texts, one)))),
            (texts.Handling, Join(search.Handlings?.Select(one => Say.Handling(texts, one)))),
            (texts.Priority, Join(search.Priorities?.Select(one => one.ToString(CultureInfo.InvariantCulture)))),
            (texts.Topic, Join(search.Topics)),
            (texts.Service, Join(search.Services)),
            (texts.Operator, Join(export.Names)),
            (texts.RelatedFilter, search.LinkId),
        };
        return [.. all.Where(one => one.Value is not null).Select(one => (one.Name, PlainWords.WithoutNumbers(one.Value!)))];
    }

    private static string Masked(string number, NumberReach reach, Reader reader, PartyReader parties) => reach == NumberReach.Whole
        ? parties.Read(number).ToString()
        : string.Format(CultureInfo.InvariantCulture, ExportTexts.Of(reader).PartOfNumber, number.Count(char.IsLetterOrDigit));

    private static string? Join(IEnumerable<string>? words) => words is null ? null : string.Join(", ", words);
}
