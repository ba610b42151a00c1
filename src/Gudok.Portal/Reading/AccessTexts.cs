using Gudok.Access;

namespace Gudok.Portal;

/// <summary>What the pages say of rights and of whole numbers.</summary>
internal sealed record AccessTexts
{
    /// <summary>In the reader's language.</summary>
    public static AccessTexts Of(Reader reader) => reader.Texts.Language == "en" ? English : Russian;

    public required string NotAllowed { get; init; }

    public required string NotSignedIn { get; init; }

    public required string Denied { get; init; }

    public required string OwnRequest { get; init; }

    public required string NoRole { get; init; }

    public required string NotInToken { get; init; }

    public required string OutOfScope { get; init; }

    public required string NoSecondFactor { get; init; }

    public required string NoRequestFile { get; init; }

    public required string NoContact { get; init; }

    public required string OutOfHours { get; init; }

    public required string QuotaUsed { get; init; }

    public required string PartTooShort { get; init; }

    public required string NoReason { get; init; }

    /// <summary>The button on a call's card.</summary>
    public required string Reveal { get; init; }

    public required string RevealHelp { get; init; }

    public required string RevealReason { get; init; }

    public required string RevealReasonHint { get; init; }

    public required string RevealFile { get; init; }

    /// <summary>“Hidden again in {0} s”.</summary>
    public required string HidesIn { get; init; }

    public required string Hidden { get; init; }

    /// <summary>The button once the numbers were shown.</summary>
    public required string RevealAgain { get; init; }

    /// <summary>What is said if no answer came, or none that tells more.</summary>
    public required string RevealFailed { get; init; }

    public required string Copy { get; init; }

    public required string Copied { get; init; }

    public required string NotCopied { get; init; }

    /// <summary>What the form for evidence with numbers is called.</summary>
    public required string Disclose { get; init; }

    public required string DiscloseHelp { get; init; }

    public required string DiscloseFileHint { get; init; }

    public required string DiscloseReasonHint { get; init; }

    /// <summary>Its button.</summary>
    public required string DiscloseTake { get; init; }

    public required string DiscloseWaiting { get; init; }

    public required string DiscloseDone { get; init; }

    /// <summary>“{0} of {1} left today”.</summary>
    public required string LeftToday { get; init; }

    /// <summary>What would help.</summary>
    public string Help(Refusal refusal) => refusal switch
    {
        Refusal.NotSignedIn => NotSignedIn,
        Refusal.Denied => Denied,
        Refusal.OwnRequest => OwnRequest,
        Refusal.NotInToken => NotInToken,
        Refusal.NoRole => NoRole,
        Refusal.OutOfScope => OutOfScope,
        Refusal.NoSecondFactor => NoSecondFactor,
        Refusal.OutOfHours => OutOfHours,
        Refusal.NoRequestFile => NoRequestFile,
        Refusal.NoContact => NoContact,
        Refusal.QuotaUsed => QuotaUsed,
        Refusal.PartTooShort => PartTooShort,
        Refusal.NoReason => NoReason,
    };

    private static AccessTexts Russian { get; } = new()
    {
        NotAllowed = "Вам это не разрешено",
        NotSignedIn = "Сначала войдите.",
        Denied = "Одной из ваших ролей это запрещено, что бы ни разрешали другие.",
        OwnRequest = "Это ваш собственный запрос: решить должен кто-то другой.",
        NotInToken = "Токен этого действия не называет. Запросите токен с таким scope.",
        NoRole = "Ни одна из ваших ролей этого не даёт. Роли назначает тот, кто ведёт учётные записи.",
        OutOfScope = "Это звонок другого сотрудника или другой группы. Его может открыть руководитель той группы.",
        NoSecondFactor = "Войдите со вторым фактором: без него номера целиком не показываются.",
        NoRequestFile = "Укажите письменное обращение, по которому это делается.",
        NoContact = "Вы сейчас не говорите с этим абонентом, а последний разговор был слишком давно. Номер может открыть руководитель.",
        OutOfHours = "Это разрешено только в рабочие часы.",
        QuotaUsed = "Дневной предел исчерпан; с полуночи он начинается заново.",
        PartTooShort = "Укажите не меньше четырёх цифр.",
        NoReason = "Укажите, зачем это нужно.",
        Reveal = "Показать номера",
        RevealHelp = "Номера показываются ненадолго. Кто, когда и зачем их открыл, остаётся в журнале.",
        RevealReason = "Зачем",
        RevealReasonHint = "например: перезвонить по просьбе абонента",
        RevealFile = "Письменное обращение",
        HidesIn = "Скроется через {0} с",
        Hidden = "Номера снова скрыты.",
        RevealAgain = "Показать ещё раз",
        RevealFailed = "Не получилось: сервер не ответил или отказал. Обновите страницу и попробуйте ещё раз.",
        Copy = "Скопировать",
        Copied = "Скопировано",
        NotCopied = "Не скопировано: копировать уже не разрешено или браузер не дал.",
        Disclose = "Доказательство с номерами",
        DiscloseHelp = "Подписанный файл и лист для печати, в которых номера названы целиком. Только по письменному запросу: кто, когда, по какому запросу и зачем, остаётся в журнале.",
        DiscloseFileHint = "например: 17-ПД/2026",
        DiscloseReasonHint = "например: запрос суда по делу 2-1045/2026",
        DiscloseTake = "Получить архив",
        DiscloseWaiting = "Готовим файл и печатаем лист…",
        DiscloseDone = "Архив сохранён. Храните его так же, как сами номера.",
        LeftToday = "Сегодня осталось: {0} из {1}",
    };

    private static AccessTexts English { get; } = new()
    {
        NotAllowed = "You may not do this",
        NotSignedIn = "Sign in first.",
        Denied = "One of your roles is denied this, whatever the others may do.",
        OwnRequest = "It is your own request: somebody else has to decide.",
        NotInToken = "The token does not name this act. Ask for a token with its scope.",
        NoRole = "None of your roles may do this. Whoever manages accounts gives roles.",
        OutOfScope = "It is the call of another person or team. That team's supervisor may open it.",
        NoSecondFactor = "Sign in with a second factor: without one no number is shown whole.",
        NoRequestFile = "Name the request in writing on which this is done.",
        NoContact = "You are not talking to this party now, and the last call was too long ago. A supervisor may open the number.",
        OutOfHours = "This is allowed within working hours only.",
        QuotaUsed = "The quota of the day is used up; it begins anew at midnight.",
        PartTooShort = "Give at least four digits.",
        NoReason = "Say why it is needed.",
        Reveal = "Show the numbers",
        RevealHelp = "Numbers are shown for a short time. Who opened them, when and why stays in the journal.",
        RevealReason = "Why",
        RevealReasonHint = "such as: to call back as asked",
        RevealFile = "Request in writing",
        HidesIn = "Hidden again in {0} s",
        Hidden = "The numbers are hidden again.",
        RevealAgain = "Show again",
        RevealFailed = "That failed: the server did not answer or refused. Reload the page and try again.",
        Copy = "Copy",
        Copied = "Copied",
        NotCopied = "Not copied: it is no longer allowed, or the browser did not let it.",
        Disclose = "Evidence with numbers",
        DiscloseHelp = "A signed file and a sheet to print in which the numbers stand whole. On a request in writing only: who took it, when, on which request and why stays in the journal.",
        DiscloseFileHint = "such as: 17-PD/2026",
        DiscloseReasonHint = "such as: the court asks in case 2-1045/2026",
        DiscloseTake = "Take the archive",
        DiscloseWaiting = "Making the file and printing the sheet…",
        DiscloseDone = "The archive is saved. Keep it as you keep the numbers themselves.",
        LeftToday = "Left today: {0} of {1}",
    };
}
