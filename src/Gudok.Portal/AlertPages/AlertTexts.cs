namespace Gudok.Portal;

/// <summary>What the page of alerts says in one language.</summary>
internal sealed record AlertTexts
{
    public static AlertTexts Russian { get; } = new()
    {
        Alerts = "Оповещения",
        Lead = "Что выделилось по правилам. Разобравшийся подтверждает с пометкой; пометка — запись журнала.",
        None = "Оповещений нет.",
        Rule = "Правило",
        Actor = "Кто",
        Count = "Записей",
        Raised = "Когда",
        Entry = "Последняя запись",
        Note = "Пометка",
        Acknowledge = "Подтвердить",
        AcknowledgedBy = "{0}, {1}: {2}",
        NoNote = "Напишите, что выяснилось и что сделано.",
        Unknown = "Такого оповещения нет.",
        Open = "неразобранных: {0}",
        Rules = new()
        {
            ["refused-attempts"] = "Отказы подряд",
            ["number-copies"] = "Копирование номеров",
            ["mass-reveals"] = "Много показанных номеров",
            ["reveals-by-owner"] = "Номера показаны в командной строке",
            ["mass-edits"] = "Массовые правки",
            ["mass-exports"] = "Массовые выгрузки",
            ["rights-given"] = "Выданы права или доступ",
            ["rights-by-provider"] = "Внешний вход изменил роли",
            ["stolen-session"] = "Чужой вход показан с другого устройства",
            ["out-of-hours"] = "Работа в нерабочее время",
            ["new-device"] = "Новый сетевой адрес",
            ["review-overdue"] = "Просрочена проверка прав",
            ["journal-gap"] = "Пропуск в журнале",
        },
    };

    public static AlertTexts English { get; } = new()
    {
        Alerts = "Alerts",
        Lead = "What stood out by the rules. Whoever looked into one acknowledges it with a note, which is an entry of the journal.",
        None = "No alerts.",
        Rule = "Rule",
        Actor = "Who",
        Count = "Entries",
        Raised = "When",
        Entry = "Last entry",
        Note = "Note",
        Acknowledge = "Acknowledge",
        AcknowledgedBy = "{0}, {1}: {2}",
        NoNote = "Say what was found and what was done.",
        Unknown = "There is no such alert.",
        Open = "not looked into: {0}",
        Rules = new()
        {
            ["refused-attempts"] = "Refused again and again",
            ["number-copies"] = "Numbers copied",
            ["mass-reveals"] = "Many numbers shown",
            ["reveals-by-owner"] = "Numbers shown at the command line",
            ["mass-edits"] = "Mass edits",
            ["mass-exports"] = "Mass exports",
            ["rights-given"] = "Rights or a way in were given",
            ["rights-by-provider"] = "A provider of sign-in changed roles",
            ["stolen-session"] = "A session was shown by another device",
            ["out-of-hours"] = "Work out of hours",
            ["new-device"] = "New network address",
            ["review-overdue"] = "Review of rights overdue",
            ["journal-gap"] = "Gap in the journal",
        },
    };

    public required string Alerts { get; init; }
    public required string Lead { get; init; }
    public required string None { get; init; }
    public required string Rule { get; init; }
    public required string Actor { get; init; }
    public required string Count { get; init; }
    public required string Raised { get; init; }
    public required string Entry { get; init; }
    public required string Note { get; init; }
    public required string Acknowledge { get; init; }
    public required string AcknowledgedBy { get; init; }
    public required string NoNote { get; init; }
    public required string Unknown { get; init; }
    public required string Open { get; init; }
    public required Dictionary<string, string> Rules { get; init; }

    /// <summary>The texts of a reader's language.</summary>
    public static AlertTexts Of(Reader reader) => reader.Texts.Language == "en" ? English : Russian;

    /// <summary>What a rule is called; one of the file that we do not know goes by its own name.</summary>
    public string RuleOf(string rule) => Rules.GetValueOrDefault(rule, rule);
}
