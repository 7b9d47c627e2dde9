namespace Patto.Jobs;

/// <summary>Work that comes back: one round after another, each with services of its own, until the house closes.</summary>
/// <param name="pause">How long to wait when a round found nothing to do.</param>
public abstract class Loop(IServiceScopeFactory scopes, ILogger log, TimeSpan pause) : BackgroundService
{
    /// <summary>One round; true when there may be more to do at once.</summary>
    protected abstract Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var more = false;
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                more = await RoundAsync(scope.ServiceProvider, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception fault)
            {
                log.LogError(fault, "{Loop} failed and will try again", GetType().Name);
            }
            if (!more) await Task.Delay(pause, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }
}
