using System.Text.Json;

namespace Gudok.Tests;

public sealed class UserCommandTests : IDisposable
{
    private readonly TestInstallation _installation = new();

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task First_administrator_is_made_in_a_new_folder_and_its_password_is_shown_once()
    {
        var added = await _installation.RunAsync("user", "add", "anna", "--role", "administrator", "--json");
        Assert.Equal(0, added.Code);
        var password = JsonDocument.Parse(added.Output).RootElement.GetProperty("oneTimePassword").GetString()!;
        Assert.True(password.Length >= 20);
        foreach (string[] command in new[] { new[] { "user", "list" }, ["user", "list", "--json"], ["user", "show", "anna"], ["user", "show", "anna", "--json"] })
        {
            var shown = await _installation.RunAsync(command);
            Assert.Equal(0, shown.Code);
            Assert.Contains("anna", shown.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(password, shown.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Account_is_changed_by_every_command_and_says_what_it_is_now()
    {
        await _installation.RunAsync("user", "add", "ivanov", "--role", "operator", "--display-name", "Иван Иванов", "--team", "Первая линия");
        Assert.Contains("supervisor", (await _installation.RunAsync("user", "role", "ivanov", "--add", "supervisor", "--remove", "operator")).Output, StringComparison.Ordinal);
        Assert.Contains("Вторая линия", (await _installation.RunAsync("user", "team", "ivanov", "--add", "Вторая линия", "--department", "КЦ")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await _installation.RunAsync("user", "extension", "ivanov", "101", "--from", "2026-11-01")).Code);
        Assert.Contains("blocked since", (await _installation.RunAsync("user", "block", "ivanov", "--reason", "left")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("blocked", (await _installation.RunAsync("user", "unblock", "ivanov", "--reason", "back")).Output, StringComparison.Ordinal);
        Assert.Contains("One-time password", (await _installation.RunAsync("user", "password", "ivanov")).Output, StringComparison.Ordinal);
        Assert.Contains("One-time password", (await _installation.RunAsync("user", "second-factor", "reset", "ivanov")).Output, StringComparison.Ordinal);
        var shown = JsonDocument.Parse((await _installation.RunAsync("user", "show", "ivanov", "--json")).Output).RootElement;
        Assert.Equal("supervisor", Assert.Single(shown.GetProperty("roles").EnumerateArray()).GetString());
        Assert.Equal("КЦ", Assert.Single(shown.GetProperty("departments").EnumerateArray()).GetString());
        Assert.Equal("101", Assert.Single(shown.GetProperty("extensions").EnumerateArray()).GetProperty("extension").GetString());
    }

    [Fact]
    public async Task Whom_an_extension_is_taken_from_is_told_in_one_line()
    {
        await _installation.RunAsync("user", "add", "ivanov", "--role", "operator");
        await _installation.RunAsync("user", "add", "petrova", "--role", "operator");
        Assert.Empty((await _installation.RunAsync("user", "extension", "ivanov", "101", "--from", "2026-11-01")).Error);
        var taken = await _installation.RunAsync("user", "extension", "petrova", "101", "--from", "2026-11-10", "--json");
        Assert.Equal("Taken from ivanov, who has the extension until 2026-11-09.", taken.Error.Trim());
        Assert.Equal("petrova", JsonDocument.Parse(taken.Output).RootElement.GetProperty("name").GetString());
        Assert.Contains("given to petrova", (await _installation.RunAsync("journal", "--act", "user.extension", "--format", "jsonl")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_department_of_a_team_is_set_and_cleared()
    {
        await _installation.RunAsync("user", "add", "ivanov", "--role", "operator", "--team", "Первая линия");
        Assert.Contains("Контакт-центр", (await _installation.RunAsync("team", "department", "Первая линия", "Контакт-центр")).Output, StringComparison.Ordinal);
        var team = Assert.Single(JsonDocument.Parse((await _installation.RunAsync("team", "list", "--json")).Output).RootElement.EnumerateArray());
        Assert.Equal(("Первая линия", "Контакт-центр", 1), (team.GetProperty("name").GetString(), team.GetProperty("department").GetString(), team.GetProperty("people").GetInt32()));
        Assert.Contains("GDK-7004", (await _installation.RunAsync("team", "department", "Вторая линия", "Архив")).Error, StringComparison.Ordinal);
        Assert.Equal(2, (await _installation.RunAsync("team", "department", "Первая линия")).Code);
        Assert.DoesNotContain("Контакт-центр", (await _installation.RunAsync("team", "department", "Первая линия", "--clear")).Output, StringComparison.Ordinal);
        Assert.Contains("team.department", (await _installation.RunAsync("journal", "--act", "team.department", "--format", "jsonl")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_done_is_told_in_one_line_with_its_code()
    {
        await _installation.RunAsync("user", "add", "ivanov", "--role", "operator");
        var twice = await _installation.RunAsync("user", "add", "ivanov", "--role", "operator");
        Assert.Equal((1, 1), (twice.Code, twice.Error.Trim().Split('\n').Length));
        Assert.Contains("GDK-7002", twice.Error, StringComparison.Ordinal);
        Assert.Contains("GDK-7001", (await _installation.RunAsync("user", "show", "nobody")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("privacyOfficer")]
    [InlineData("privacy-officer")]
    public async Task Roles_are_called_as_the_policy_calls_them(string typed)
    {
        var added = await _installation.RunAsync("user", "add", "zaitseva", "--role", typed);
        Assert.Equal(0, added.Code);
        Assert.Contains("privacyOfficer", (await _installation.RunAsync("user", "list")).Output, StringComparison.Ordinal);
        Assert.Contains("contractorOperator", (await _installation.RunAsync("user", "add", "--help")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user", "add", "ivanov", "--role", "king")]
    [InlineData("user", "add", "ivanov", "--role", "service-client")]
    [InlineData("user", "add", "ivanov")]
    [InlineData("user", "role", "ivanov")]
    [InlineData("user", "role", "ivanov", "--add", "king")]
    [InlineData("user", "block", "ivanov")]
    public async Task Wrong_use_is_told_without_opening_anything(params string[] command)
    {
        Assert.Equal(2, (await _installation.RunAsync(command)).Code);
        Assert.False(File.Exists(Path.Combine(_installation.Data, "desk.db")));
    }
}
