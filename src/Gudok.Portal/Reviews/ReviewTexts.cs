using System.Globalization;
using Gudok.Access;

namespace Gudok.Portal;

/// <summary>What the page says of reviews.</summary>
internal sealed record ReviewTexts
{
    /// <summary>In the reader's language.</summary>
    public static ReviewTexts Of(Reader reader) => reader.Texts.Language == "en" ? English : Russian;

    private static ReviewTexts Russian { get; } = new()
    {
        Title = "Проверка прав",
        Rights = "Права этого квартала",
        Left = "Осталось ответить",
        Due = "закончить до",
        Overdue = "Проверка прав этого квартала просрочена. Ответьте на оставшиеся строки.",
        Closed = "Проверка закончена",
        Help = "По каждой роли решите, остаётся ли она. Отозванная роль перестаёт действовать сразу; кто остался без ролей, блокируется. На свою строку ответит кто-то другой.",
        NoLines = "Здесь нет прав, которые вам видны.",
        Role = "Роль",
        LastUsed = "Последнее применение",
        Answer = "Решение",
        Kept = "Оставлена",
        Withdrawn = "Отозвана",
        Keep = "Оставить",
        Withdraw = "Отозвать",
        Reason = "Причина",
        ReasonOf = "Причина:",
        Own = "ответит другой",
        Open = "ещё нет",
        Answered = "Решение записано.",
        JustClosed = "Это была последняя строка: проверка закончена, запись ниже.",
        Leavers = "Ушедшие",
        LeaversHelp = "Учётные записи, которые заблокированы, давно не использованы или давно не входят через провайдера, который даёт им роль; и что за ними ещё числится.",
        NoLeavers = "Таких учётных записей нет.",
        Unused = "не используется",
        NotBy = "давно не входит через",
        ByItAt = "последний раз",
        Holds = "Что осталось",
        Note = "Что проверено или сделано",
        Confirm = "Подтвердить список",
        LeaversConfirmed = "Список подтверждён, запись ниже.",
        Records = "Записи",
        RecordsHelp = "Отпечаток записи стоит в подписанном журнале. Проверить файл:",
        NoRecords = "Записей ещё нет.",
        Download = "Скачать",
        IsOtherList = "Список с тех пор изменился. Посмотрите его ещё раз и подтвердите.",
        WrongLine = "Такой строки нет: роль уже изменили, или форма не прочитана.",
        IsClosed = "Проверка показанного квартала закончена; роли меняются на странице людей.",
        IsOwn = "На свою строку ответит кто-то другой.",
        IsOthers = "На эту строку ответит тот, кому видны все права: это другая команда или роль выше команды.",
        IsLast = "Это последний администратор: сначала назначьте другого.",
        IsGiven = "Эту роль при каждом входе снова даёт внешняя система. Заберите её там или заблокируйте учётную запись.",
        NeedsReason = "Напишите причину.",
        HoldsForm = "сеансов {0}, ключей доступа {1}, приложение: {2}, связи: {3}",
        Yes = "есть",
        No = "нет",
        QuarterForm = "{0} квартал {1} года",
    };

    private static ReviewTexts English { get; } = new()
    {
        Title = "Review of rights",
        Rights = "Rights this quarter",
        Left = "Lines still open",
        Due = "to be closed by",
        Overdue = "This quarter’s review of rights is overdue. Answer the lines that are left.",
        Closed = "The review was closed",
        Help = "Decide of each role whether it stays. A role that is withdrawn is gone at once; whoever is left without one is blocked. Your own line is answered by somebody else.",
        NoLines = "There are no rights here for you to see.",
        Role = "Role",
        LastUsed = "Last used",
        Answer = "Answer",
        Kept = "Kept",
        Withdrawn = "Withdrawn",
        Keep = "Keep",
        Withdraw = "Withdraw",
        Reason = "Reason",
        ReasonOf = "Reason:",
        Own = "somebody else answers",
        Open = "not yet",
        Answered = "The answer is kept.",
        JustClosed = "That was the last line: the review is closed, its record stands below.",
        Leavers = "Leavers",
        LeaversHelp = "Accounts that are blocked, were not used for long, or have not come for long by the provider that gives them a role; and what they still hold.",
        NoLeavers = "There are no such accounts.",
        Unused = "not used",
        NotBy = "does not come by",
        ByItAt = "last time",
        Holds = "Still holds",
        Note = "What was found, or done",
        Confirm = "Confirm the list",
        LeaversConfirmed = "The list is confirmed, its record stands below.",
        Records = "Records",
        RecordsHelp = "The journal, which is signed, has each record’s hash. To check a file:",
        NoRecords = "There are no records yet.",
        Download = "Download",
        IsOtherList = "The list has changed since. Look at it again, then confirm.",
        WrongLine = "There is no such line: the role was changed meanwhile, or the form could not be read.",
        IsClosed = "The review of the quarter shown is closed; roles are changed on the page of people.",
        IsOwn = "Your own line is answered by somebody else.",
        IsOthers = "That line is answered by whoever reaches all rights: it is of another team, or of a role above a team’s.",
        IsLast = "That is the last administrator: give somebody else the role first.",
        IsGiven = "Another system gives that role again at each sign-in. Take it there, or block the account.",
        NeedsReason = "Give a reason.",
        HoldsForm = "sessions {0}, passkeys {1}, authenticator: {2}, links: {3}",
        Yes = "yes",
        No = "none",
        QuarterForm = "Q{0} {1}",
    };

    /// <summary>Why something was not done.</summary>
    public string Of(string code) => code switch
    {
        AccessFaults.ReviewClosed => IsClosed,
        AccessFaults.OwnRequest => IsOwn,
        AccessFaults.OutOfScope => IsOthers,
        AccessFaults.NoReason => NeedsReason,
        AccessFaults.LastAdministrator => IsLast,
        AccessFaults.GivenByProvider => IsGiven,
        AccessFaults.ListChanged => IsOtherList,
        _ => WrongLine,
    } + $" ({code})";

    /// <summary>What a quarter is called.</summary>
    public string NameOf(Quarter quarter) => string.Format(CultureInfo.InvariantCulture, QuarterForm, quarter.Number, quarter.Year);

    /// <summary>What somebody who left still holds.</summary>
    public string HoldsOf(Leaver one) => string.Format(
        CultureInfo.InvariantCulture, HoldsForm, one.Sessions, one.Passkeys, one.HasAuthenticator ? Yes : No, one.Links.Count > 0 ? string.Join(", ", one.Links) : No);

    /// <summary>“Review of rights”</summary>
    public required string Title { get; init; }

    /// <summary>“Rights this quarter”</summary>
    public required string Rights { get; init; }

    /// <summary>“Lines still open”</summary>
    public required string Left { get; init; }

    /// <summary>“to be closed by”</summary>
    public required string Due { get; init; }

    /// <summary>“This quarter’s review of rights is overdue”</summary>
    public required string Overdue { get; init; }

    /// <summary>“The review was closed”</summary>
    public required string Closed { get; init; }

    /// <summary>“Decide of each role whether it stays”</summary>
    public required string Help { get; init; }

    /// <summary>“There are no rights here for you to see.”</summary>
    public required string NoLines { get; init; }

    /// <summary>“Role”</summary>
    public required string Role { get; init; }

    /// <summary>“Last used”</summary>
    public required string LastUsed { get; init; }

    /// <summary>“Answer”</summary>
    public required string Answer { get; init; }

    /// <summary>“Kept”</summary>
    public required string Kept { get; init; }

    /// <summary>“Withdrawn”</summary>
    public required string Withdrawn { get; init; }

    /// <summary>“Keep”</summary>
    public required string Keep { get; init; }

    /// <summary>“Withdraw”</summary>
    public required string Withdraw { get; init; }

    /// <summary>“Reason”</summary>
    public required string Reason { get; init; }

    /// <summary>“Reason:”</summary>
    public required string ReasonOf { get; init; }

    /// <summary>“somebody else answers”</summary>
    public required string Own { get; init; }

    /// <summary>“not yet”</summary>
    public required string Open { get; init; }

    /// <summary>“The answer is kept.”</summary>
    public required string Answered { get; init; }

    /// <summary>“That was the last line: the review is closed, its record stands below”</summary>
    public required string JustClosed { get; init; }

    /// <summary>“Leavers”</summary>
    public required string Leavers { get; init; }

    /// <summary>“Accounts that are blocked or were not used for long, and what they still hold”</summary>
    public required string LeaversHelp { get; init; }

    /// <summary>“does not come by”, before a provider’s id</summary>
    public required string NotBy { get; init; }

    /// <summary>“last time”</summary>
    public required string ByItAt { get; init; }

    /// <summary>“There are no such accounts.”</summary>
    public required string NoLeavers { get; init; }

    /// <summary>“not used”</summary>
    public required string Unused { get; init; }

    /// <summary>“Still holds”</summary>
    public required string Holds { get; init; }

    /// <summary>“What was found, or done”</summary>
    public required string Note { get; init; }

    /// <summary>“Confirm the list”</summary>
    public required string Confirm { get; init; }

    /// <summary>“The list is confirmed, its record stands below.”</summary>
    public required string LeaversConfirmed { get; init; }

    /// <summary>“Records”</summary>
    public required string Records { get; init; }

    /// <summary>“The journal, which is signed, has each record’s hash”</summary>
    public required string RecordsHelp { get; init; }

    /// <summary>“There are no records yet.”</summary>
    public required string NoRecords { get; init; }

    /// <summary>“Download”</summary>
    public required string Download { get; init; }

    /// <summary>“There is no such line: the role was changed meanwhile, or the form could not be read”</summary>
    public required string WrongLine { get; init; }

    /// <summary>“The review of the quarter shown is closed; roles are changed on the page of people”</summary>
    public required string IsClosed { get; init; }

    /// <summary>“Your own line is answered by somebody else.”</summary>
    public required string IsOwn { get; init; }

    /// <summary>“That line is answered by whoever reaches all rights”</summary>
    public required string IsOthers { get; init; }

    /// <summary>“That is the last administrator”</summary>
    public required string IsLast { get; init; }

    /// <summary>“Another system gives that role again at each sign-in”</summary>
    public required string IsGiven { get; init; }

    /// <summary>“The list has changed since…”</summary>
    public required string IsOtherList { get; init; }

    /// <summary>“Give a reason.”</summary>
    public required string NeedsReason { get; init; }

    /// <summary>“sessions {0}, passkeys {1}, authenticator: {2}, links: {3}”</summary>
    public required string HoldsForm { get; init; }

    /// <summary>“yes”</summary>
    public required string Yes { get; init; }

    /// <summary>“none”</summary>
    public required string No { get; init; }

    /// <summary>A quarter: {0} its number, {1} the year.</summary>
    public required string QuarterForm { get; init; }
}
