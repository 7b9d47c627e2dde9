using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;
using Patto.Database;
using Patto.Localization;

namespace Patto.Web;

/// <summary>What comes in is cleaned once, where it comes in: texts of every form, of addresses, and (<see cref="CleanJsonText"/>) of the
/// API.</summary>
internal sealed class CleanInput : IModelBinderProvider
{
    public IModelBinder? GetBinder(ModelBinderProviderContext context)
    {
        if (context.BindingInfo.BindingSource == BindingSource.Body) return null;
        var type = context.Metadata.ModelType;
        return type == typeof(string) ? new Texts(Simple(context, type)) : context.Metadata.UnderlyingOrModelType == typeof(DateOnly)
            ? new Days(Simple(context, type)) : null;
    }

    private static SimpleTypeModelBinder Simple(ModelBinderProviderContext context, Type type) =>
        new(type, context.Services.GetRequiredService<ILoggerFactory>());

    /// <summary>An address that asks with characters which nothing can hold finds nothing, in whatever it asks for.</summary>
    public static Task CleanAddressAsync(HttpContext http, RequestDelegate next)
    {
        if (!CleanText.Is(http.Request.Path.Value))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        if (http.Request.QueryString.Value is { } query && query.Contains('%', StringComparison.Ordinal)
            && http.Request.Query.Any(q => !IsClean(q.Key) || !q.Value.All(IsClean)))
            http.Request.QueryString = QueryString.Create(from q in http.Request.Query
                                                          from value in q.Value
                                                          select KeyValuePair.Create(CleanText.Marked(q.Key),
                                                              (string?)CleanText.Marked(value ?? "")));
        return next(http);
    }

    private static bool IsClean(string? text) => CleanText.Is(text);

    private sealed class Texts(IModelBinder simple) : IModelBinder
    {
        public async Task BindModelAsync(ModelBindingContext bindingContext)
        {
            await simple.BindModelAsync(bindingContext);
            if (bindingContext.Result is not { IsModelSet: true, Model: string text } || CleanText.Is(text)) return;
            var clean = CleanText.Of(text);
            bindingContext.ModelState.SetModelValue(bindingContext.ModelName, clean, clean);
            bindingContext.Result = ModelBindingResult.Success(clean);
            // A PDF leaves hyphens and bullets behind, which are dropped; a null character is no text, and who sends one must know that it
            // went.
            if (text.Contains('\0', StringComparison.Ordinal))
                bindingContext.ModelState.TryAddModelError(bindingContext.ModelName, Said(bindingContext, NullCharacter));
        }
    }

    private sealed class Days(IModelBinder simple) : IModelBinder
    {
        public async Task BindModelAsync(ModelBindingContext bindingContext)
        {
            await simple.BindModelAsync(bindingContext);
            if (bindingContext.Result is
                {
                    IsModelSet: true,
                    Model: DateOnly { Year: < StoredValues.FirstYear or > StoredValues.LastYear }
                })
                bindingContext.ModelState.TryAddModelError(bindingContext.ModelName,
                    Said(bindingContext, StoredValues.TooFar, StoredValues.FirstYear, StoredValues.LastYear));
        }
    }

    internal const string NullCharacter = "C'era un carattere nullo, che non è testo: l'abbiamo tolto. Rileggi e invia di nuovo.";

    private static string Said(ModelBindingContext binding, string sentence, params object[] values) =>
        binding.HttpContext.RequestServices.GetRequiredService<Localization.Texts>()[sentence, values];
}
