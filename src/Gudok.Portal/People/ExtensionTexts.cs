using System.Globalization;
using Gudok.Access;

namespace Gudok.Portal;

/// <summary>What is said of extensions in one language.</summary>
internal sealed record ExtensionTexts
{
    private string _form = "dd.MM.yyyy";
    private string _days = "";
    private string _daysUntil = "";
    private string _lastDay = "";
    private string _endOf = "";
    private string _takeFrom = "";
    private string _takenFrom = "";
    private string _isOf = "";

    /// <summary>In the reader's language.</summary>
    public static ExtensionTexts Of(Reader reader) => reader.Texts.Language == "en" ? English : Russian;

    public static ExtensionTexts Russian { get; } = new()
    {
        Extensions = "Внутренние номера",
        Help = "Звонок записывается на того, чей номер был в этот день. Прежние звонки остаются за прежним владельцем.",
        Extension = "Внутренний номер",
        From = "С какого дня",
        Give = "Выдать номер",
        End = "Забрать",
        Wrong = "Номер не выдан: в нём 1–9 цифр, и с этого или более позднего дня он уже кому-то выдан или день не указан.",
        _days = "с {0}",
        _daysUntil = "с {0} по {1}",
        _lastDay = "Последний день номера {0}",
        _endOf = "Забрать номер {0} после этого дня",
        _takeFrom = "Забрать номер у {0} с этого дня",
        _takenFrom = "Сохранено. Номер забран у {0}: последний день там — {1}.",
        _isOf = "В этот день номер у {0}. Отметьте, что его надо забрать, или укажите более поздний день.",
    };

    public static ExtensionTexts English { get; } = new()
    {
        Extensions = "Extensions",
        Help = "A call is recorded as that of whoever had the extension on that day. Former calls stay with the former holder.",
        Extension = "Extension",
        From = "From which day on",
        Give = "Give the extension",
        End = "Take away",
        Wrong = "The extension was not given: it has 1 to 9 digits, and is given to somebody from that day or a later one already, or the day is missing.",
        _form = "yyyy-MM-dd",
        _days = "from {0}",
        _daysUntil = "from {0} to {1}",
        _lastDay = "Last day of extension {0}",
        _endOf = "Take extension {0} away after that day",
        _takeFrom = "Take the extension from {0} on that day",
        _takenFrom = "Saved. The extension was taken from {0}, whose last day of it is {1}.",
        _isOf = "On that day the extension is {0}'s. Tick that it is to be taken, or give a later day.",
    };

    /// <summary>“Extensions”</summary>
    public required string Extensions { get; init; }

    /// <summary>“A call is recorded as that of whoever…”</summary>
    public required string Help { get; init; }

    /// <summary>“Extension”</summary>
    public required string Extension { get; init; }

    /// <summary>“From which day on”</summary>
    public required string From { get; init; }

    /// <summary>“Give the extension”</summary>
    public required string Give { get; init; }

    /// <summary>“Take away”</summary>
    public required string End { get; init; }

    /// <summary>“The extension was not given…”</summary>
    public required string Wrong { get; init; }

    /// <summary>The days of a use.</summary>
    public string DaysOf(ExtensionView use) => use.Until is { } until ? Put(_daysUntil, Day(use.From), Day(until)) : Put(_days, Day(use.From));

    /// <summary>What a field of a last day is for.</summary>
    public string LastDayOf(string extension) => Put(_lastDay, extension);

    /// <summary>What a button does.</summary>
    public string EndOf(string extension) => Put(_endOf, extension);

    /// <summary>What a tick confirms.</summary>
    public string TakeFrom(string holder) => Put(_takeFrom, holder);

    /// <summary>Whom it was taken from.</summary>
    public string TakenFrom(string holder, DateOnly last) => Put(_takenFrom, holder, Day(last));

    /// <summary>Why it was not given.</summary>
    public string IsOf(string holder) => Put(_isOf, holder);

    private static string Put(string text, params object?[] parts) => string.Format(CultureInfo.InvariantCulture, text, parts);

    private string Day(DateOnly day) => day.ToString(_form, CultureInfo.InvariantCulture);
}
