using Gudok.Access;

namespace Gudok.Portal;

/// <summary>What is said of teams and departments in one language.</summary>
internal sealed record TeamTexts
{
    /// <summary>In the reader's language.</summary>
    public static TeamTexts Of(Reader reader) => reader.Texts.Language == "en" ? English : Russian;

    public static TeamTexts Russian { get; } = new()
    {
        Teams = "Команды и подразделения",
        Help = "Команда появляется, когда в неё включают первого человека. Подразделение операторов команды записывается в их звонки с этого времени; в прежних звонках оно не меняется.",
        None = "Команд пока нет.",
        Team = "Команда",
        People = "Людей",
        Department = "Подразделение",
        DepartmentOfTeam = "Подразделение команды",
        Save = "Сохранить",
        SaveTeam = "Сохранить подразделение команды",
        Nothing = "Менять нечего: так уже есть, команды нет, или название не годится: до 100 знаков в одну строку, без телефонных номеров.",
        Own = "Это ваша команда или ваше подразделение. Своё никто не меняет сам: попросите другого администратора.",
        Meanwhile = "Подразделение команды тем временем изменил другой человек. Проверьте его и повторите.",
    };

    public static TeamTexts English { get; } = new()
    {
        Teams = "Teams and departments",
        Help = "A team is there from the first person who joins it. The department of a team's operators is written on their calls from then on; former calls keep theirs.",
        None = "No teams yet.",
        Team = "Team",
        People = "People",
        Department = "Department",
        DepartmentOfTeam = "Department of team",
        Save = "Save",
        SaveTeam = "Save the department of team",
        Nothing = "Nothing to change: it is so already, there is no such team, or the name does not do: up to 100 characters on one line, no telephone numbers.",
        Own = "This is your own team or department. Nobody changes one's own: ask another administrator.",
        Meanwhile = "Somebody else has changed the team's department meanwhile. Look at it and try again.",
    };

    /// <summary>“Teams and departments”</summary>
    public required string Teams { get; init; }

    /// <summary>“A team is there from the first person…”</summary>
    public required string Help { get; init; }

    /// <summary>“No teams yet.”</summary>
    public required string None { get; init; }

    /// <summary>“Team”</summary>
    public required string Team { get; init; }

    /// <summary>“People”</summary>
    public required string People { get; init; }

    /// <summary>“Department”</summary>
    public required string Department { get; init; }

    /// <summary>“Save”</summary>
    public required string Save { get; init; }

    private string DepartmentOfTeam { get; init; } = "";

    private string SaveTeam { get; init; } = "";

    private string Nothing { get; init; } = "";

    private string Own { get; init; } = "";

    private string Meanwhile { get; init; } = "";

    /// <summary>What a field is for.</summary>
    public string DepartmentOf(string team) => $"{DepartmentOfTeam} «{team}»";

    /// <summary>What a button does.</summary>
    public string SaveOf(string team) => $"{SaveTeam} «{team}»";

    /// <summary>Why something was not done.</summary>
    public string Of(string code) => code switch
    {
        AccessFaults.OwnRequest => Own,
        AccessFaults.ChangedMeanwhile => Meanwhile,
        _ => Nothing,
    };
}
