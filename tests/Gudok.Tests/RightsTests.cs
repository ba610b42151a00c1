using System.CommandLine;
using System.Net;
using Gudok.Access;
using Gudok.Capture;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Gudok.Tests;

/// <summary>Nothing of the whole program is without an act: addresses, streams, commands.</summary>
public sealed class RightsTests
{
    /// <summary>What is open to whoever has not signed in; a new one has to be put here by somebody who thought about it.</summary>
    private static readonly string[] Open = ["/.well-known/oauth-authorization-server", "/assets/{version}/{**name}", "/healthz/live", "/healthz/ready", "/metrics", "/oauth/jwks", "/oauth/revoke", "/oauth/token"];

    [Fact]
    public async Task Every_address_of_the_program_says_its_act_or_is_among_the_open_ones()
    {
        using var installation = new TestInstallation();
        await using var folder = await DataFolder.OpenAsync(installation.Data, TimeProvider.System, TestContext.Current.CancellationToken);
        await using var app = PortalServer.Build(folder, new IPEndPoint(IPAddress.Loopback, 0), new PrometheusExposition(), TimeProvider.System);
        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToArray();
        Assert.True(endpoints.Length > 40);
        var closed = endpoints.Where(endpoint => endpoint.Metadata.Any(one => one.GetType().Name == "RequiredAct")).ToArray();
        Assert.All(endpoints.Except(closed), endpoint => Assert.NotNull(endpoint.Metadata.GetMetadata<IAllowAnonymous>()));
        var open = endpoints.Except(closed).Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')).Distinct();
        Assert.Equal(Open, open.Where(address => !address.StartsWith("/sign-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_command_says_its_act()
    {
        var environment = new CommandEnvironment { Opening = new TaskCompletionSource<CommandTerminal>().Task, Arguments = [] };
        var commands = LeavesOf(GudokCommands.Create(environment), "").Order(StringComparer.Ordinal).ToArray();
        Assert.True(commands.Length > 20);
        Assert.Equal("", string.Join(" | ", commands.Except(CommandActs.All.Keys)) + string.Join(" ~ ", CommandActs.All.Keys.Except(commands)));
        Assert.Equal(commands, CommandActs.All.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_policy_with_a_fault_keeps_the_server_from_starting_and_names_it()
    {
        using var installation = new TestInstallation();
        await File.WriteAllTextAsync(Path.Combine(installation.Data, PolicyFile.Name), """{ "version": 1, "acts": { "calls.serach": {} } }""", TestContext.Current.CancellationToken);
        var run = await installation.RunAsync("serve", "--http", "127.0.0.1:0", "--hep", "127.0.0.1:0");
        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Contains("GDK-7401", run.Error, StringComparison.Ordinal);
        Assert.Contains("line 1, acts / calls.serach: there is no such act", run.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string> LeavesOf(Command command, string path) =>
        command.Subcommands.Count == 0 ? [path] : command.Subcommands.SelectMany(one => LeavesOf(one, path.Length == 0 ? one.Name : $"{path} {one.Name}")).Concat(command.Action is null || path.Length == 0 ? [] : [path]);
}
