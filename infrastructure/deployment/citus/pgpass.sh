# Run once, when a server's data folder is made: servers of the cluster sign in to each other under the caller's name.
umask 077
{
    printf '*:*:*:postgres:%s\n' "$POSTGRES_PASSWORD"
    printf '*:*:*:huying_app:%s\n' "$APP_PASSWORD"
    printf '*:*:*:huying_keeper:%s\n' "$KEEPER_PASSWORD"
    printf '*:*:*:huying_sealer:%s\n' "$SEALER_PASSWORD"
} >"$PGPASSFILE"
