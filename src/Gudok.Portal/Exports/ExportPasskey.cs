using System.Text.Json.Nodes;
using Gudok.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gudok.Portal;

/// <summary>Shows a password for a passkey.</summary>
internal static class ExportPasskey
{
    private const int MaxBytes = 32 * 1024;

    internal static async Task<Results<RazorComponentResult, ProblemHttpResult>> ShowAsync(string id, HttpRequest request, ExportGate gate, Reader reader, CancellationToken cancellationToken)
    {
        if (gate.Desk is null) return ExportProblems.NotHere();
        if (await BoundedBody.ReadAsync(request, MaxBytes, cancellationToken).ConfigureAwait(false) is not { } bytes || Read(bytes) is not { } shown)
            return ExportProblems.Of(AccessFaults.ExportWrong, ExportTexts.Of(reader));
        var answer = await gate.PasswordAsync(id, shown.Handle, shown.Credential, cancellationToken).ConfigureAwait(false);
        return await ExportRoutes.SectionAsync(gate, answer, reader, null, cancellationToken).ConfigureAwait(false);
    }

    private static (string Handle, string Credential)? Read(byte[] bytes)
    {
        try
        {
            return JsonNode.Parse(bytes) is JsonObject sent && sent["handle"] is JsonValue handle && sent["credential"] is JsonObject credential ? ((string?)handle ?? "", credential.ToJsonString()) : null;
        }
        catch (Exception broken) when (broken is System.Text.Json.JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
