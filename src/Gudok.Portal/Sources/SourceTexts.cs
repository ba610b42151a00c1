namespace Gudok.Portal;

/// <summary>What the page of sources says in one language.</summary>
internal sealed record SourceTexts
{
    public static SourceTexts Russian { get; } = new()
    {
        Sources = "Источники",
        Lead = "Кто зеркалирует трафик, и как он доходит. Источник называется так, как в записях о звонках.",
        None = "С запуска трафика не было. Включите зеркалирование HEP на этот адрес на АТС или прокси.",
        As = "На",
        OpenCalls = "сейчас звонков",
        Waiting = "ожидание обработки",
        Refresh = "Обновить",
        Source = "Источник",
        State = "Состояние",
        Rate = "Пакетов в секунду",
        Packets = "Пакетов всего",
        LastSeen = "Последний пакет",
        Clock = "Часы отстают",
        Lag = "Задержка",
        SecondsShort = "с",
        Lost = "Потеряно с запуска",
        NothingLost = "Ничего.",
        Ignored = "Прочитано и не понадобилось",
        OfPackets = "Из {0} принятых пакетов.",
        Conditions = new()
        {
            [SourceCondition.Fine] = "в порядке",
            [SourceCondition.Silent] = "молчит",
            [SourceCondition.ClockOff] = "часы неверны",
            [SourceCondition.ClockIgnored] = "времени нет веры",
            [SourceCondition.Lagging] = "задерживает",
        },
        Places = new()
        {
            ["kernel"] = "в буфере ядра",
            ["queue"] = "в своей очереди",
            ["interface"] = "в кольце сетевого интерфейса",
            ["connection"] = "в соединении TCP",
            ["ladder"] = "сообщения сверх предела одной схемы (звонок записан)",
            ["media"] = "речь сверх предела (звонок записан, качество не измерено)",
            ["recording"] = "звонки, которые диск не принял",
            ["parked"] = "отложенные звонки, которые не прочитались",
            ["state"] = "сохранённое состояние",
        },
    };

    public static SourceTexts English { get; } = new()
    {
        Sources = "Sources",
        Lead = "Who mirrors traffic, and how it arrives. A source goes by the name that records of calls give it.",
        None = "No traffic since the start. Let your PBX or proxy mirror HEP to this address.",
        As = "As of",
        OpenCalls = "calls now",
        Waiting = "waiting to be worked on",
        Refresh = "Refresh",
        Source = "Source",
        State = "State",
        Rate = "Packets a second",
        Packets = "Packets in all",
        LastSeen = "Last packet",
        Clock = "Clock behind",
        Lag = "Lag",
        SecondsShort = "s",
        Lost = "Lost since the start",
        NothingLost = "Nothing.",
        Ignored = "Read and not needed",
        OfPackets = "Of {0} packets received.",
        Conditions = new()
        {
            [SourceCondition.Fine] = "fine",
            [SourceCondition.Silent] = "silent",
            [SourceCondition.ClockOff] = "clock wrong",
            [SourceCondition.ClockIgnored] = "times not believed",
            [SourceCondition.Lagging] = "lagging",
        },
        Places = new()
        {
            ["kernel"] = "in the kernel's buffer",
            ["queue"] = "in our own queue",
            ["interface"] = "in the ring of a network interface",
            ["connection"] = "in a TCP connection",
            ["ladder"] = "messages over the limit of one ladder (the call is recorded)",
            ["media"] = "media over a limit (the call is recorded, its quality is not measured)",
            ["recording"] = "calls that the disk did not take",
            ["parked"] = "parked calls that could not be read back",
            ["state"] = "a saved state",
        },
    };

    public required string Sources { get; init; }
    public required string Lead { get; init; }
    public required string None { get; init; }
    public required string As { get; init; }
    public required string OpenCalls { get; init; }
    public required string Waiting { get; init; }
    public required string Refresh { get; init; }
    public required string Source { get; init; }
    public required string State { get; init; }
    public required string Rate { get; init; }
    public required string Packets { get; init; }
    public required string LastSeen { get; init; }
    public required string Clock { get; init; }
    public required string Lag { get; init; }
    public required string SecondsShort { get; init; }
    public required string Lost { get; init; }
    public required string NothingLost { get; init; }
    public required string Ignored { get; init; }
    public required string OfPackets { get; init; }
    public required Dictionary<SourceCondition, string> Conditions { get; init; }
    public required Dictionary<string, string> Places { get; init; }

    /// <summary>The texts of a reader's language.</summary>
    public static SourceTexts Of(Reader reader) => reader.Texts.Language == "en" ? English : Russian;

    /// <summary>What a place is called; one that we do not know goes by its own name.</summary>
    public string PlaceOf(string place) => Places.GetValueOrDefault(place, place);
}
