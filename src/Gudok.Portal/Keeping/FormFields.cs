using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gudok.Portal;

/// <summary>The fields of a form that a page sent as JSON. A field that is empty does not come.</summary>
internal sealed class FormFields
{
    private readonly IReadOnlyList<KeyValuePair<string, StringValues>> _fields;

    private FormFields(IReadOnlyList<KeyValuePair<string, StringValues>> fields) => _fields = fields;

    /// <summary>A field's text without the white space around it; empty if it did not come.</summary>
    public string this[string name] => _fields.FirstOrDefault(field => field.Key == name).Value.ToString().Trim();

    /// <summary>Every value of a field that may come more than once.</summary>
    public IEnumerable<string> All(string name) => _fields.Where(field => field.Key == name).SelectMany(field => field.Value.ToArray()).OfType<string>();

    /// <summary>A field's text as it was typed: of a password white space is a part.</summary>
    public string Raw(string name) => _fields.FirstOrDefault(field => field.Key == name).Value.ToString();

    /// <summary>Reads a form; null if it is too large or no form.</summary>
    public static async ValueTask<FormFields?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken) =>
        await FilterReader.FieldsAsync(request, cancellationToken, maxBytes).ConfigureAwait(false) is { } fields ? new FormFields(fields) : null;
}
