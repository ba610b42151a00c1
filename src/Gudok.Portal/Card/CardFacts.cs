using System.Globalization;
using Gudok.Calls;

namespace Gudok.Portal;

/// <summary>The facts of a card: name and value, those that are known.</summary>
internal static class CardFacts
{
    public static IEnumerable<(string Name, string Value)> Of(Texts texts, CallView call) => All(texts, call)
        .Where(fact => !string.IsNullOrEmpty(fact.Value))
        .Select(fact => (fact.Name, fact.Value!));

    private static IEnumerable<(string Name, string? Value)> All(Texts texts, CallView call) =>
    [
        (texts.Operator, call.Operator),
        (texts.Department, call.Department),
        (texts.Service, call.Service),
        (texts.Topic, call.Topic),
        (texts.Kind, call.Kind is null ? null : Say.Kind(texts, call.Kind)),
        (texts.Application, call.Application),
        (texts.Priority, Number(call.Priority)),
        (texts.Handling, call.Handling is null ? null : Say.Handling(texts, call.Handling)),
        (texts.Region, call.Region),
        (texts.EndedBy, Say.EndedBy(texts, call.EndedBy)),
        (texts.SipStatus, Number(call.SipStatus)),
        (texts.Cause, Number(call.Cause)),
        (texts.Setup, call.SetupMs is { } setup ? Say.Wait(texts, setup) : null),
        (texts.EarlyMedia, call.EarlyMediaMs is { } early ? Say.Wait(texts, early) : null),
        (texts.Transfer, Say.Transfer(texts, call.Transfer)),
        (texts.Quality, call.Quality is { } quality ? QualityOf(texts, quality) : null),
        (texts.Channel, call.ChannelId),
        (texts.Source, call.Source),
        (texts.SessionId, call.SessionId),
        (texts.RecordId, call.Id),
    ];

    private static string QualityOf(Texts texts, CallQuality quality)
    {
        var culture = CultureInfo.GetCultureInfo(texts.Language);
        string?[] parts =
        [
            quality.Mos is { } mos ? string.Create(culture, $"MOS {mos:0.0}") : null,
            quality.LossPercent is { } loss ? string.Create(culture, $"{texts.Loss} {loss:0.0#} %") : null,
            quality.JitterMs is { } jitter ? string.Create(culture, $"{texts.Jitter} {jitter:0.#} {texts.Milliseconds}") : null,
            quality.RttMs is { } roundTrip ? string.Create(culture, $"{texts.RoundTrip} {roundTrip:0} {texts.Milliseconds}") : null,
        ];
        return string.Join(" · ", parts.Where(part => part is not null));
    }

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
