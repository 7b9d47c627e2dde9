using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Patto.Web;

namespace Patto.Tests.Web;

public sealed class FormReadingTests
{
    [Fact]
    public async Task A_form_whose_reading_ends_while_it_is_handed_out_is_read_all_the_same()
    {
        var http = new DefaultHttpContext();
        var feature = new EndsAtOnce();
        http.Features.Set<IFormFeature>(feature);
        (http.Request.Method, http.Request.ContentType) = ("POST", "application/x-www-form-urlencoded");
        http.SetEndpoint(new(null, null, "page"));
        var arrived = "";
        await FormReading.ReadAsync(http, h => { arrived = h.Request.Form["Titolo"].ToString(); return Task.CompletedTask; });
        Assert.Equal("Cura del parco", arrived);
        Assert.Equal(StatusCodes.Status200OK, http.Response.StatusCode);
    }

    /// <summary>As FormFeature of ASP.NET Core 10 now and then does: setting Form drops the task that was about to be handed out.</summary>
    private sealed class EndsAtOnce : IFormFeature
    {
        public bool HasFormContentType => true;
        public IFormCollection? Form { get; set; }
        public IFormCollection ReadForm() => Form!;
        public Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken)
        {
            _ = Task.Run(async () =>
            {
                await Task.Delay(20, cancellationToken);
                Form = new FormCollection(new() { ["Titolo"] = "Cura del parco" });
            }, cancellationToken);
            return null!;
        }
    }
}
