using System.CommandLine;
using System.Globalization;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Ledger;

namespace Gudok;

/// <summary><c>gudok amend</c>: says something of a call after it was recorded.</summary>
internal sealed class AmendCommand
{
    private readonly Argument<string> _id = new("id") { Description = "The call's id." };
    private readonly Option<string?> _kind = Text("--kind", "enquiry, complaint or notification.");
    private readonly Option<string?> _handling = Text("--handling", "handled, inWork or refused.");
    private readonly Option<int?> _priority = new("--priority") { Description = "1, the highest, to 9; 0 for none.", HelpName = "N" };
    private readonly Option<string?> _topic = Text("--topic", "What it was about.");
    private readonly Option<string?> _service = Text("--service", "The service that the caller turned to.");
    private readonly Option<string?> _application = Text("--application", "Id of the application.");
    private readonly Option<string?> _transferredTo = Text("--transferred-to", "Id of the call that it was passed on to.");
    private readonly Option<string?> _note = Text("--note", "A note; dies with the parties of the call.");
    private readonly Option<int?> _version = new("--version-seen") { Description = "Refuse if the call is not at this version any more.", HelpName = "N" };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object." };
    private readonly CommandEnvironment _environment;

    private AmendCommand(CommandEnvironment environment) => _environment = environment;

    public static Command Create(CommandEnvironment environment) => new AmendCommand(environment).Build();

    private Command Build()
    {
        var command = new Command("amend", """
            Says of a call what it was and what became of it; the record itself stays. An empty text takes away. The history
            of amendments stands on the call's card.

            Examples:  gudok amend 01a1fd8c-6900-8b67-8b4e-fff0241072dd --kind complaint --handling inWork --application A-17
                       gudok amend 01a1fd8c-6900-8b67-8b4e-fff0241072dd --topic ""
            """)
        { _id, _kind, _handling, _priority, _topic, _service, _application, _transferredTo, _note, _version, _json };
        command.SetAction((parsed, cancellationToken) => _environment.OnFolderAsync(
            parsed, mayCreate: false, (folder, stop) => RunAsync(folder, parsed, stop), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(DataFolder folder, ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = new AmendRequest
        {
            Kind = parsed.GetValue(_kind),
            Handling = parsed.GetValue(_handling),
            Priority = parsed.GetValue(_priority),
            Topic = parsed.GetValue(_topic),
            Service = parsed.GetValue(_service),
            Application = parsed.GetValue(_application),
            TransferredTo = parsed.GetValue(_transferredTo),
            Note = parsed.GetValue(_note),
        };
        if (request == new AmendRequest()) return _environment.Terminal.Refuse("nothing to amend: give at least one of --kind, --handling, --priority, --topic, --service, --application, --transferred-to, --note");
        if (!RecordId.TryParse(parsed.GetValue(_id), out var id)) return _environment.Terminal.Refuse("there is no such call: the id is not whole");
        var answer = await folder.Journal.DoAsync(
            LocalActors.Note(Act.CallAmend.Name, null, null, "call:" + id),
            () => folder.Amender.AmendAsync(id, request, Environment.UserName, parsed.GetValue(_version), cancellationToken).AsTask(),
            cancellationToken).ConfigureAwait(false);
        return answer switch
        {
            AmendAnswer.Made made => Say(made.Version, parsed.GetValue(_json)),
            AmendAnswer.Changed changed => _environment.Terminal.Refuse(string.Create(
                CultureInfo.InvariantCulture, $"somebody amended the call meanwhile: it stands at version {changed.Version}")),
            AmendAnswer.Wrong wrong => _environment.Terminal.Refuse($"{wrong.Member} should be {wrong.Form}"),
            AmendAnswer.Over => _environment.Terminal.Refuse("the call's term is over: it is gone, or kept unchanged under legal hold"),
            AmendAnswer.Erased => _environment.Terminal.Refuse("a party of the call was erased: nothing may be added about that person"),
            _ => _environment.Terminal.Refuse("there is no such call"),
        };
    }

    private int Say(int version, bool asJson)
    {
        var number = version.ToString(CultureInfo.InvariantCulture);
        _environment.Terminal.Output.WriteLine(asJson ? $$"""{"version":{{number}}}""" : $"amended; the call is at version {number}");
        return ExitCode.Done;
    }

    private static Option<string?> Text(string name, string description) => new(name) { Description = description, HelpName = "TEXT" };
}
