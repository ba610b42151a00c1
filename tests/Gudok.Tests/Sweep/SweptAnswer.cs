using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Gudok.Tests;

/// <summary>One answer, as it came and with what hides in it unpacked: escapes of addresses and pages, base64, the text of a PDF.</summary>
internal sealed partial class SweptAnswer
{
    private SweptAnswer(string head, byte[] body, string? type)
    {
        Text = Encoding.UTF8.GetString(body);
        Type = type;
        Whole = [.. Encoding.UTF8.GetBytes(head + Uri.UnescapeDataString(head)), .. body, .. Encoding.UTF8.GetBytes(Uri.UnescapeDataString(WebUtility.HtmlDecode(Text))), .. Unpacked(head + Text)];
    }

    /// <summary>The body as text.</summary>
    public string Text { get; }

    public string? Type { get; }

    /// <summary>All of it.</summary>
    public byte[] Whole { get; private set; }

    /// <summary>Reads an answer; of a stream what comes before it is stopped.</summary>
    public static async Task<SweptAnswer> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        try
        {
            await (await answer.Content.ReadAsStreamAsync(cancellationToken)).CopyToAsync(body, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // A stream has no end.
        }

        var swept = new SweptAnswer(answer.Headers.ToString() + answer.Content.Headers, body.ToArray(), answer.Content.Headers.ContentType?.MediaType);
        if (swept.Type == "application/pdf") swept.Whole = [.. swept.Whole, .. Encoding.UTF8.GetBytes(await PdfTextAsync(body.ToArray()))];
        return swept;
    }

    private static IEnumerable<byte> Unpacked(string text) => Base64().Matches(text).SelectMany(run =>
    {
        var plain = run.Value.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        plain = plain[..(plain.Length / 4 * 4)];
        return Convert.FromBase64String(plain);
    });

    private static async Task<string> PdfTextAsync(byte[] pdf)
    {
        using var reader = Process.Start(new ProcessStartInfo("pdftotext", ["-layout", "-", "-"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var text = reader.StandardOutput.ReadToEndAsync();
        await reader.StandardInput.BaseStream.WriteAsync(pdf);
        reader.StandardInput.Close();
        await reader.WaitForExitAsync();
        return await text;
    }

    [GeneratedRegex("[A-Za-z0-9+/_-]{16,}={0,2}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Base64();
}
