using System.Net;

namespace Patto.Tests;

public sealed class SignInTests : IAsyncDisposable
{
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_secretariat_signs_in_with_e_mail_and_password()
    {
        var town = await _host.AuthorityAsync();
        await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town));
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_waits_ten_minutes()
    {
        var town = await _host.AuthorityAsync();
        var carla = await _host.AccountAsync("Carla Neri", town);
        var visitor = _host.Visitor();
        for (var n = 0; n < 5; n++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.PostAsync("/accedi", new() { ["Email"] = carla.Email!, ["Password"] = "sbagliata" })).StatusCode);
        var answer = await visitor.PostAsync("/accedi", new() { ["Email"] = carla.Email!, ["Password"] = PlatformHost.Password });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("fra dieci minuti", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }
}
