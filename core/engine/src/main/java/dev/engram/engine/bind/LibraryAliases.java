package dev.engram.engine.bind;

import dev.engram.engine.plugins.Kind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The names by which PyTorch, Keras and scikit-learn know the keys and components of a suite. Each line of a table is a
 * name of Engram's, a colon, and the names of others. Case, hyphens and underscores do not matter.
 */
final class LibraryAliases {
    /** Top-level keys. */
    static final Map<String, String> KEYS = table("""
            name: title, experiment, experiment_name, run_name
            about: description, comment, notes
            extends: defaults, base, inherits, include
            data: dataset, datasets, train_data, training_data, dataloader, train_loader, train_dataset
            network: model, net, layers, architecture, nn, hidden_layer_sizes, hidden_sizes, hidden_layers, hidden_dims
            loss: criterion, loss_fn, loss_func, loss_function, cost, cost_function
            rule: learning_rule, training_rule, algorithm
            landscape: objective, objective_function, test_function
            start: x0, initial_point, init_point
            optimizer: optim, opt, solver, optimizers
            training: train, trainer, fit, fit_params, training_args
            measure: metrics, metric, scoring, measures
            seeds: seed, random_state, random_seed, n_seeds, num_seeds, repeats, n_repeats, n_runs, num_runs
            predictions: save_predictions, store_predictions
            tune: sweep, hyperparameters, hparams, param_grid, param_distributions, search_space
            compare: variants, axes
            baseline: reference, control
            """);

    /** Settings of {@code training}. */
    static final Map<String, String> TRAINING = table("""
            epochs: num_epochs, n_epochs, max_epochs, nb_epoch, num_train_epochs, max_iter
            steps: iterations, num_steps, n_steps, max_steps, total_steps, train_steps
            batch: batch_size, batchsize, mini_batch_size, minibatch, train_batch_size, per_device_train_batch_size
            reduction: loss_reduction
            order: shuffle, shuffling
            evaluate: eval_every, eval_steps, eval_interval, validation_freq, val_check_interval, log_interval
            patience: early_stopping, early_stopping_patience, early_stopping_rounds, n_iter_no_change
            keep: restore_best_weights, save_best_only, load_best_model_at_end
            """);

    /** Settings of every data set. */
    static final Map<String, String> DATA = table("""
            test: test_size, test_split, test_fraction, test_share
            validation: validation_split, validation_size, validation_fraction, val_split, val_size, valid_size
            scaling: normalize, normalise, normalization, standardize, scaler, scale, preprocessing
            coding: one_hot, encoding, label_encoding, label_mode
            folds: cv, n_splits, n_folds, k_folds, k_fold, kfold, cross_validation
            """);

    /** Hyperparameters of some data sets. */
    static final Map<String, String> DATASET = table("""
            file: path, filename, file_path
            directory: folder, dir, root, root_dir
            delimiter: sep, separator
            target: label, label_column, target_column, y
            categories: categorical, categorical_columns, cat_features
            drop: ignore, drop_columns, exclude
            """);

    /** Hyperparameters of optimizers. */
    static final Map<String, String> OPTIMIZER = table("""
            rate: lr, learning_rate, learning_rate_init, base_lr, initial_lr, init_lr, eta, eta0, step_size
            betas: beta
            beta1: beta_1, b1
            beta2: beta_2, b2
            epsilon: eps, adam_epsilon
            alpha: rho, smoothing
            centred: centered
            decay: weight_decay, wd, l2, l2_penalty, l2_reg, weight_decay_rate
            momentum: mu, beta_momentum
            nesterov: use_nesterov, nesterovs_momentum
            scheduler: lr_scheduler, lr_schedule, learning_rate_schedule, schedule, lr_decay
            memory: history_size, m
            """);

    /** Hyperparameters that are optimizers of their own, which stand before the others in a chain. */
    static final Map<String, String> LINKS = table("""
            weight-decay.decay: weight_decay, wd, l2, l2_penalty, l2_reg, weight_decay_rate
            clip-by-global-norm.norm: clip_grad_norm, clip_norm, clipnorm, global_clipnorm, grad_clip, gradient_clip, \
            gradient_clip_val, max_grad_norm
            clip-by-value.limit: clip_value, clipvalue, clip_grad_value, max_grad_value
            """);

    /** Hyperparameters that only another optimizer has. */
    static final Map<String, String> OPTIMIZERS_BY_FLAG = table("""
            momentum: momentum, dampening, mu
            nesterov: nesterov, use_nesterov, nesterovs_momentum
            amsgrad: amsgrad, ams_grad
            """);

    /** Hyperparameters of layers. */
    static final Map<String, String> LAYER = table("""
            units: out_features, n_units, num_units, neurons, nodes, size, width, hidden_size, output_dim, out
            activation: act, activation_fn, nonlinearity, activation_function
            weights: kernel_initializer, weight_initializer, weight_init, kernel_init, initializer, init, w_init
            bias: bias_initializer, bias_init, b_init
            maps: out_channels, channels, filters, num_filters, n_filters, features
            kernel: kernel_size, filter_size, receptive_field
            stride: strides, subsampling
            dilation: dilation_rate
            biased: use_bias
            size: pool_size, window
            """);

    private static final Map<Kind, Map<String, String>> COMPONENTS = new EnumMap<>(Map.of(
            Kind.LAYER, table("""
            dense: linear, fc, fully_connected, affine, inner_product
            conv: conv_1d, conv_2d, convolution, convolution_1d, convolution_2d
            max-pool: max_pool_2d, max_pooling_2d, max_pool_1d, max_pooling_1d
            avg-pool: avg_pool_2d, average_pooling_2d, mean_pool
            global-avg-pool: adaptive_avg_pool_2d, global_average_pooling_2d, gap
            batch-norm: batch_normalization, batch_norm_1d, batch_norm_2d, bn
            layer-norm: layer_normalization, ln
            pad: reflection_pad_2d, reflection_pad_1d, replication_pad_2d, replication_pad_1d, zero_padding_2d, padding
            residual: skip, shortcut, residual_block, basic_block
            """),
            Kind.LOSS, table("""
            cross-entropy: categorical_crossentropy, sparse_categorical_crossentropy, nll_loss, log_loss, softmax_loss
            cross-entropy-with-logits: softmax_cross_entropy_with_logits
            binary-cross-entropy: bce, bce_loss, bce_with_logits_loss, binary_crossentropy
            mse: mse_loss, mean_squared_error, squared_error, l2, l2_loss, quadratic
            mae: l1, l1_loss, mean_absolute_error, absolute_error
            huber: huber_loss
            kl-divergence: kl_div, kl_div_loss, kld, kullback_leibler_divergence
            smooth-l1: smooth_l1_loss
            poisson-with-log-rates: poisson_nll_loss
            multi-class-hinge: categorical_hinge, multi_margin_loss
            quantile: pinball, pinball_loss, quantile_loss
            cosine-distance: cosine_similarity, cosine_embedding_loss
            """),
            Kind.ACTIVATION, table("""
            identity: none, linear
            sigmoid: logistic, expit
            silu: swish
            """),
            Kind.INITIALISER, table("""
            glorot-uniform: xavier, xavier_uniform, glorot
            glorot-normal: xavier_normal
            he-uniform: kaiming, kaiming_uniform
            he-normal: kaiming_normal, he
            normal: random_normal, gaussian
            truncated-normal: trunc_normal
            uniform: random_uniform
            zeros: zero
            """),
            Kind.OPTIMIZER, table("""
            sgd: gd, gradient_descent, vanilla_sgd
            momentum: heavy_ball, sgd_momentum, momentum_optimizer
            nesterov: nag, nesterov_momentum
            """),
            Kind.SCHEDULE, table("""
            cosine: cosine_annealing, cosine_annealing_lr, cosine_decay
            cosine-restarts: cosine_annealing_warm_restarts, cosine_decay_restarts, sgdr
            exponential: exponential_lr, exponential_decay
            step: step_lr, step_decay
            piecewise-linear: multi_step_lr, piecewise_constant_decay
            one-cycle: one_cycle_lr
            cyclic: cyclic_lr
            linear: linear_lr
            polynomial: polynomial_lr, polynomial_decay
            inverse-time: inverse_time_decay, invscaling
            warm-up: warmup, linear_warmup
            """),
            Kind.METRIC, table("""
            accuracy: acc, accuracy_score, categorical_accuracy, sparse_categorical_accuracy, binary_accuracy
            error: error_rate
            """),
            Kind.LEARNING_RULE, table("""
            backprop: bp, backpropagation, autograd
            feedback-alignment: fa
            direct-feedback-alignment: dfa
            direct-random-target-projection: drtp
            forward-forward: ff
            equilibrium-propagation: ep, eqprop
            predictive-coding: pc
            hebb: hebbian
            """)));

    /** Words for the values of settings, after the name of the setting. */
    private static final Map<String, String> VALUES = table("""
            order.reshuffled: order.true
            order.as-is: order.false
            keep.best: keep.true
            keep.last: keep.false
            patience.10: patience.true
            patience.0: patience.false
            scaling.standard: scaling.true, scaling.standard_scaler, scaling.z_score
            scaling.range: scaling.min_max, scaling.min_max_scaler
            scaling.none: scaling.false
            """);

    private LibraryAliases() {}

    /** Returns the name that a table gives for a name: the name itself, or the one of which it is an alias. */
    static Optional<String> find(Map<String, String> table, String name) {
        return Optional.ofNullable(table.get(normalised(name)));
    }

    /** Returns the component of a kind that another library calls {@code name}. */
    static Optional<String> component(Kind kind, String name) {
        return find(COMPONENTS.getOrDefault(kind, Map.of()), name);
    }

    /** Returns the word for a value of a setting, such as {@code reshuffled} for {@code shuffle: true}. */
    static Optional<String> value(String setting, String word) {
        return find(VALUES, setting + "." + word).map(v -> v.substring(setting.length() + 1));
    }

    private static Map<String, String> table(String lines) {
        Map<String, String> table = new HashMap<>();
        for (String line : lines.split("\n")) {
            String[] parts = line.split(": ", 2);
            table.putIfAbsent(normalised(parts[0]), parts[0]);
            for (String alias : parts[1].split(", ")) {
                table.putIfAbsent(normalised(alias), parts[0]);
            }
        }
        return Map.copyOf(table);
    }

    private static String normalised(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }
}
