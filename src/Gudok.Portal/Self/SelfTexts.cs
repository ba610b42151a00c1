namespace Gudok.Portal;

/// <summary>What a citizen's own pages say in one language, and what is said where an account is linked to a number.</summary>
internal sealed record SelfTexts
{
    /// <summary>In the reader's language.</summary>
    public static SelfTexts Of(Reader reader) => reader.Texts.Language == "en" ? English : Russian;

    public static SelfTexts Russian { get; } = new()
    {
        Calls = "Мои звонки",
        CallsLead = "Звонки с вашим номером. Чужих номеров здесь нет.",
        Looks = "Кто смотрел мои данные",
        LooksLead = "Кто из сотрудников, когда и с какой целью обращался к вашим звонкам. Имена сотрудников не показываются.",
        NotLinked = "Ваш номер ещё не привязан",
        NotLinkedHelp = "Обратитесь к ответственному за персональные данные: он убедится, что номер ваш, и привяжет его. После этого звонки появятся здесь.",
        NoCalls = "Звонков с вашим номером пока нет.",
        NoLooks = "К вашим данным никто не обращался.",
        YouCalled = "вы позвонили",
        YouWereCalled = "вам позвонили",
        Note = "Заметка сотрудника",
        HasNote = "есть; можно запросить",
        Who = "Кто",
        What = "Что сделано",
        Why = "Цель",
        Stated = "указана",
        NotStated = "не требовалась",
        Number = "Номер гражданина",
        TheNumber = "Номер с кодом страны",
        NumberHelp = "Сначала убедитесь, что номер принадлежит этому человеку и с какого дня: он увидит звонки этого номера с этого дня.",
        IsLinked = "Номер привязан.",
        IsNotLinked = "Номер не привязан.",
        Since = "С какого дня номер принадлежит человеку",
        Link = "Привязать номер",
        End = "Отвязать номер",
        EndWarning = "Человек перестанет видеть свои звонки. Продолжить?",
        NotOwnNumber = "Это не телефонный номер или день ещё не наступил. Номер пишется с кодом страны: +7 и десять цифр.",
        NotACitizen = "Номер привязывается только к действующей учётной записи с ролью гражданина.",
        Taken = "Этот номер уже привязан к другой учётной записи. Сначала отвяжите его там.",
        Acts = new()
        {
            ["call.read"] = "открыта карточка звонка",
            ["messages.read"] = "просмотрены служебные сообщения звонка",
            ["amendments.read"] = "просмотрены исправления",
            ["call.amend"] = "исправлены сведения о звонке",
            ["number.reveal"] = "показан номер целиком",
            ["number.copy"] = "скопирован номер",
            ["evidence.make"] = "составлено доказательство без номеров",
            ["evidence.disclose"] = "составлено доказательство с номерами",
        },
        Other = "другое действие",
    };

    public static SelfTexts English { get; } = new()
    {
        Calls = "My calls",
        CallsLead = "Calls with your number. Nobody else's number is here.",
        Looks = "Who looked at my data",
        LooksLead = "Who of the staff turned to your calls, when and why. Names of staff are not shown.",
        NotLinked = "Your number is not linked yet",
        NotLinkedHelp = "Turn to the privacy officer, who sees that the number is yours and links it. Your calls will be here then.",
        NoCalls = "There are no calls with your number yet.",
        NoLooks = "Nobody has turned to your data.",
        YouCalled = "you called",
        YouWereCalled = "you were called",
        Note = "Note of the staff",
        HasNote = "there is one; you may ask for it",
        Who = "Who",
        What = "What was done",
        Why = "Reason",
        Stated = "stated",
        NotStated = "not needed",
        Number = "The citizen's number",
        TheNumber = "Number with its country",
        NumberHelp = "See first that the number is that person's, and since which day: the person will see the calls of this number from that day on.",
        IsLinked = "A number is linked.",
        IsNotLinked = "No number is linked.",
        Since = "First day on which it was the person's",
        Link = "Link the number",
        End = "End the link",
        EndWarning = "The person will no longer see the calls. Go on?",
        NotOwnNumber = "That is no telephone number, or the day is to come. Write the number with its country: +7 and ten digits.",
        NotACitizen = "Only the account of a citizen who may come in is linked to a number.",
        Taken = "That number is linked to another account. End that link first.",
        Acts = new()
        {
            ["call.read"] = "the card of a call was opened",
            ["messages.read"] = "signalling messages of a call were read",
            ["amendments.read"] = "amendments were read",
            ["call.amend"] = "what is known of a call was amended",
            ["number.reveal"] = "the whole number was shown",
            ["number.copy"] = "the number was copied",
            ["evidence.make"] = "evidence without numbers was made",
            ["evidence.disclose"] = "evidence with numbers was made",
        },
        Other = "something else",
    };

    public required string Calls { get; init; }
    public required string CallsLead { get; init; }
    public required string Looks { get; init; }
    public required string LooksLead { get; init; }
    public required string NotLinked { get; init; }
    public required string NotLinkedHelp { get; init; }
    public required string NoCalls { get; init; }
    public required string NoLooks { get; init; }
    public required string YouCalled { get; init; }
    public required string YouWereCalled { get; init; }
    public required string Note { get; init; }
    public required string HasNote { get; init; }
    public required string Who { get; init; }
    public required string What { get; init; }
    public required string Why { get; init; }
    public required string Stated { get; init; }
    public required string NotStated { get; init; }
    public required string Number { get; init; }

    public required string TheNumber { get; init; }

    public required string NumberHelp { get; init; }
    public required string IsLinked { get; init; }
    public required string IsNotLinked { get; init; }
    public required string Since { get; init; }
    public required string Link { get; init; }
    public required string End { get; init; }
    public required string EndWarning { get; init; }
    public required string NotOwnNumber { get; init; }
    public required string NotACitizen { get; init; }
    public required string Taken { get; init; }
    public required string Other { get; init; }
    public required Dictionary<string, string> Acts { get; init; }

    /// <summary>What was done.</summary>
    public string ActOf(string act) => Acts.GetValueOrDefault(act, Other);
}
