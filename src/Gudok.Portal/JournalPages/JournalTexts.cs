using Gudok.Access;

namespace Gudok.Portal;

/// <summary>What the pages of the journal say in one language.</summary>
internal sealed record JournalTexts
{
    public static JournalTexts Russian { get; } = new()
    {
        Journal = "Журнал",
        Lead = "Кто, что, с чьими данными и зачем. Записи не меняются и заверены подписанными вершинами.",
        Actor = "Кто",
        ActorHint = "логин, программа, os:ИМЯ, целиком",
        Act = "Действие",
        ActHint = "number.reveal или number. для группы",
        Object = "Объект",
        ObjectHint = "call:…, user:…, hold:…, целиком",
        Outcome = "Исход",
        AnyOutcome = "любой",
        Done = "выполнено",
        Refused = "отказано",
        Failed = "не удалось",
        At = "Время",
        Reason = "Основание",
        Detail = "Подробности",
        Entry = "Запись",
        Nothing = "Записей нет.",
        NothingFound = "Подходящих записей нет.",
        Damaged = "Запись изменена в обход журнала и не читается. Запустите gudok verify.",
        Address = "Сетевой адрес",
        Roles = "Роли",
        SecondFactor = "Второй фактор",
        Yes = "предъявлен",
        No = "нет",
        Correlation = "Запрос",
        SameRequest = "Другие записи этого запроса",
        Proof = "Доказательство",
        SealedBy = "Заверена вершиной {0}",
        NotSealed = "Ждёт подписи: вершины подписываются раз в минуту.",
        Leaf = "Лист",
        Place = "Место в дереве дня",
        Back = "К журналу",
        Review = "Еженедельный разбор",
        ReviewLead = "Что выделяется за неделю. Разобравший подтверждает с пометкой; подтверждение — тоже запись журнала.",
        Week = "Неделя с {0}",
        WeekBefore = "Предыдущая неделя",
        WeekAfter = "Следующая неделя",
        Count = "Записей: {0}, действовавших: {1}",
        Clean = "Ничего не выделяется.",
        Stands = "Что выделяется",
        Times = "Сколько",
        FirstLast = "Первая и последняя запись",
        Refusals = "Отказы и неудачи",
        OutOfHours = "Работа в нерабочее время",
        ManyReveals = "Много показанных номеров",
        OwnerReveals = "Номера показаны в командной строке",
        NewAddress = "Новый сетевой адрес",
        RoleChanges = "Изменения учётных записей и ролей",
        Note = "Пометка разобравшего",
        Confirm = "Подтвердить разбор",
        ConfirmedBy = "Разобрано: {0}, {1}",
        NoNote = "Напишите, что найдено и что сделано.",
        WeekRuns = "Неделя ещё идёт: подтвердить разбор можно, когда она кончится.",
        NotHere = "На этом сервере журнал не ведётся.",
        Kinds = new() { [ActorKind.Person] = "человек", [ActorKind.Client] = "программа", [ActorKind.Owner] = "владелец системы", [ActorKind.System] = "задание системы" },
    };

    public static JournalTexts English { get; } = new()
    {
        Journal = "Journal",
        Lead = "Who did what, to whose data, and why. Entries never change and are sealed by signed heads.",
        Actor = "Who",
        ActorHint = "account, program, os:NAME, whole",
        Act = "Act",
        ActHint = "number.reveal, or number. for a group",
        Object = "Object",
        ObjectHint = "call:…, user:…, hold:…, whole",
        Outcome = "Outcome",
        AnyOutcome = "any",
        Done = "done",
        Refused = "refused",
        Failed = "failed",
        At = "Time",
        Reason = "Reason",
        Detail = "Detail",
        Entry = "Entry",
        Nothing = "No entries.",
        NothingFound = "No entry fits.",
        Damaged = "This entry was changed behind the journal's back and cannot be read. Run gudok verify.",
        Address = "Network address",
        Roles = "Roles",
        SecondFactor = "Second factor",
        Yes = "shown",
        No = "none",
        Correlation = "Request",
        SameRequest = "Other entries of this request",
        Proof = "Proof",
        SealedBy = "Sealed by head {0}",
        NotSealed = "Awaits its head: heads are signed every minute.",
        Leaf = "Leaf",
        Place = "Place in the tree of the day",
        Back = "To the journal",
        Review = "Weekly review",
        ReviewLead = "What stands out in the week. Whoever reviews it confirms with a note, which is an entry of the journal too.",
        Week = "Week from {0}",
        WeekBefore = "Week before",
        WeekAfter = "Week after",
        Count = "Entries: {0}, actors: {1}",
        Clean = "Nothing stands out.",
        Stands = "What stands out",
        Times = "How many",
        FirstLast = "First and last entry",
        Refusals = "Refusals and failures",
        OutOfHours = "Work out of hours",
        ManyReveals = "Many numbers shown",
        OwnerReveals = "Numbers shown at the command line",
        NewAddress = "New network address",
        RoleChanges = "Changes of accounts and roles",
        Note = "Note of the reviewer",
        Confirm = "Confirm the review",
        ConfirmedBy = "Reviewed by {0}, {1}",
        NoNote = "Say what was found and what was done.",
        WeekRuns = "The week is not over: it can be confirmed when it is.",
        NotHere = "This server keeps no journal.",
        Kinds = new() { [ActorKind.Person] = "person", [ActorKind.Client] = "program", [ActorKind.Owner] = "owner of the system", [ActorKind.System] = "job of the system" },
    };

    public required string Journal { get; init; }
    public required string Lead { get; init; }
    public required string Actor { get; init; }
    public required string ActorHint { get; init; }
    public required string Act { get; init; }
    public required string ActHint { get; init; }
    public required string Object { get; init; }
    public required string ObjectHint { get; init; }
    public required string Outcome { get; init; }
    public required string AnyOutcome { get; init; }
    public required string Done { get; init; }
    public required string Refused { get; init; }
    public required string Failed { get; init; }
    public required string At { get; init; }
    public required string Reason { get; init; }
    public required string Detail { get; init; }
    public required string Entry { get; init; }
    public required string Nothing { get; init; }
    public required string NothingFound { get; init; }

    public required string Damaged { get; init; }
    public required string Address { get; init; }
    public required string Roles { get; init; }
    public required string SecondFactor { get; init; }
    public required string Yes { get; init; }
    public required string No { get; init; }
    public required string Correlation { get; init; }
    public required string SameRequest { get; init; }
    public required string Proof { get; init; }
    public required string SealedBy { get; init; }
    public required string NotSealed { get; init; }
    public required string Leaf { get; init; }
    public required string Place { get; init; }
    public required string Back { get; init; }
    public required string Review { get; init; }
    public required string ReviewLead { get; init; }
    public required string Week { get; init; }
    public required string WeekBefore { get; init; }
    public required string WeekAfter { get; init; }
    public required string Count { get; init; }
    public required string Clean { get; init; }
    public required string Stands { get; init; }
    public required string Times { get; init; }
    public required string FirstLast { get; init; }
    public required string Refusals { get; init; }
    public required string OutOfHours { get; init; }
    public required string ManyReveals { get; init; }
    public required string OwnerReveals { get; init; }

    public required string NewAddress { get; init; }
    public required string RoleChanges { get; init; }
    public required string Note { get; init; }
    public required string Confirm { get; init; }
    public required string ConfirmedBy { get; init; }
    public required string NoNote { get; init; }

    public required string WeekRuns { get; init; }
    public required string NotHere { get; init; }
    public required Dictionary<ActorKind, string> Kinds { get; init; }

    /// <summary>The texts of a reader's language.</summary>
    public static JournalTexts Of(Reader reader) => reader.Texts.Language == "en" ? English : Russian;

    public string OutcomeOf(ActOutcome outcome) => outcome switch
    {
        ActOutcome.Done => Done,
        ActOutcome.Refused => Refused,
        ActOutcome.Failed => Failed,
    };

    public string KindOf(FindingKind kind) => kind switch
    {
        FindingKind.Refusals => Refusals,
        FindingKind.OutOfHours => OutOfHours,
        FindingKind.ManyReveals => ManyReveals,
        FindingKind.NewAddress => NewAddress,
        FindingKind.OwnerReveals => OwnerReveals,
        FindingKind.RoleChanges => RoleChanges,
    };
}
